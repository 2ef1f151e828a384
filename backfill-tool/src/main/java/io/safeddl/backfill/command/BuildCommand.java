package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.Recipe;
import java.sql.SQLException;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code build}: indexes and constraints on the new columns. */
@Command(
    name = "build",
    description = {
      "Build on the new columns what the old ones have: indexes, constraints, NOT NULL.",
      "Nobody is stopped meanwhile. What is built already is not built again."
    })
public final class BuildCommand extends RecipeCommand {
  /** With the environment of the process. */
  public BuildCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run(Recipe recipe) throws SQLException {
    recipe.build();
    return ExitCode.DONE;
  }
}
