package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.Recipe;
import java.sql.SQLException;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code cutover}: the names are swapped. */
@Command(
    name = "cutover",
    description = {
      "Swap the names of the old and the new columns, in one short transaction.",
      "Refused unless every row is known to be right."
    })
public final class CutoverCommand extends RecipeCommand {
  /** With the environment of the process. */
  public CutoverCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run(Recipe recipe) throws SQLException {
    recipe.cutover();
    return ExitCode.DONE;
  }
}
