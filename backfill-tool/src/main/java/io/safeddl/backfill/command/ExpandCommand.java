package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.Recipe;
import java.sql.SQLException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code expand}: the new columns and the trigger. */
@Command(
    name = "expand",
    description = {
      "Look at everything that the change touches, then add the new columns and the trigger that"
          + " keeps them right, in one short transaction."
    })
public final class ExpandCommand extends RecipeCommand {
  @Mixin private ConsentOptions allowed = new ConsentOptions();

  /** With the environment of the process. */
  public ExpandCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run(Recipe recipe) throws SQLException {
    recipe.expand(allowed.consents());
    return ExitCode.DONE;
  }
}
