package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.Recipe;
import io.safeddl.backfill.spec.SpecFile;
import io.safeddl.backfill.target.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Parameters;

/** What the commands that carry out a phase share. */
abstract class RecipeCommand extends JobCommand {
  private static final Logger LOG = LoggerFactory.getLogger(RecipeCommand.class);

  @Parameters(paramLabel = "SPEC", description = "The spec file.")
  private @Nullable Path specFile;

  RecipeCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  final int run() throws IOException, SQLException {
    var file = Objects.requireNonNull(specFile);
    var text = SpecFile.text(file);
    var spec = SpecFile.parse(file, text);
    try (var reads = open();
        var ddl = openForDdl();
        var signals =
            watch(
                () -> {
                  cancel(reads);
                  cancel(ddl);
                })) {
      int code;
      try {
        code = run(new Recipe(reads, ddl, server.schema(), spec, text, out()::println));
      } catch (SQLException e) {
        code = signals.told() ? interrupted() : fail(e);
      }
      signals.ended(code);
      return code;
    }
  }

  private int interrupted() {
    err()
        .println(
            command().root().name()
                + ": stopped in the middle; what was under way was rolled back, what was done before"
                + " stays. Run it again: it looks first at what is there");
    return ExitCode.NOT_FINISHED;
  }

  private Database openForDdl() throws SQLException {
    try {
      return new Database(server.openForDdl(environment));
    } catch (SQLException e) {
      throw new UnreachableException(server.name(environment), e);
    }
  }

  /** Whatever a session does just then; from another thread. */
  private static void cancel(Database database) {
    try {
      database.connection().unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException e) {
      LOG.debug("nothing to cancel", e);
    }
  }

  /** Carries it out; the exit code. */
  abstract int run(Recipe recipe) throws SQLException;
}
