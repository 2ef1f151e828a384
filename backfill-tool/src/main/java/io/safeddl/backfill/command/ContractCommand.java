package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.Recipe;
import java.sql.SQLException;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code contract}: the old columns go. */
@Command(
    name = "contract",
    description = {"Drop the old columns and the trigger. There is no way back from it."})
public final class ContractCommand extends RecipeCommand {
  /** With the environment of the process. */
  public ContractCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run(Recipe recipe) throws SQLException {
    recipe.contract();
    return ExitCode.DONE;
  }
}
