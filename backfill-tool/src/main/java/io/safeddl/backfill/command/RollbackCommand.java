package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.Recipe;
import java.sql.SQLException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code rollback}: one step back. */
@Command(
    name = "rollback",
    description = {
      "Go one step back: behind the cutover the names are swapped back; before it, the new columns"
          + " and the trigger go."
    })
public final class RollbackCommand extends RecipeCommand {
  @Option(
      names = "--allow-loss",
      description = "Values that the old type cannot hold may become NULL.")
  private boolean loss;

  /** With the environment of the process. */
  public RollbackCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run(Recipe recipe) throws SQLException {
    recipe.rollback(loss);
    return ExitCode.DONE;
  }
}
