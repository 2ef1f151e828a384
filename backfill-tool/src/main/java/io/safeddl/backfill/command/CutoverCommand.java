package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.Recipe;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cutover}: the names are swapped. */
@Command(
    name = "cutover",
    description = {
      "Swap the names of the old and the new columns, in one short transaction.",
      "Refused unless every row is known to be right."
    })
public final class CutoverCommand extends RecipeCommand {
  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "60s",
      converter = RunCommand.DurationConverter.class,
      description =
          "How long to wait for transactions that began before the rows were filled (default:"
              + " ${DEFAULT-VALUE}).")
  private Duration patience = Duration.ZERO;

  /** With the environment of the process. */
  public CutoverCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run(Recipe recipe) throws SQLException {
    recipe.cutover(patience);
    return ExitCode.DONE;
  }
}
