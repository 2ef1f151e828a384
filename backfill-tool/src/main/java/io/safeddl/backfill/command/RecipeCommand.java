package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.Recipe;
import io.safeddl.backfill.recipe.RecipeException;
import io.safeddl.backfill.spec.SpecFile;
import io.safeddl.backfill.target.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** What the commands that carry out a phase share. */
abstract class RecipeCommand extends JobCommand {
  @Parameters(paramLabel = "SPEC", description = "The spec file.")
  private @Nullable Path specFile;

  RecipeCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  final int run() throws IOException, SQLException {
    var file = Objects.requireNonNull(specFile);
    var text = Files.readString(file);
    var spec = SpecFile.parse(file, text);
    try (var reads = open();
        var ddl = new Database(server.openForDdl(environment))) {
      return run(new Recipe(reads, ddl, server.schema(), spec, text, out()::println));
    } catch (RecipeException e) {
      err().println(command().root().name() + ": " + e.getMessage());
      return ExitCode.NOT_FINISHED;
    }
  }

  /** Carries it out; the exit code. */
  abstract int run(Recipe recipe) throws SQLException;
}
