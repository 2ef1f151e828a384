package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.Recipe;
import io.safeddl.backfill.report.Progress;
import java.sql.SQLException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code verify}: every row is compared. */
@Command(
    name = "verify",
    description = {"Read every row, in batches, and compare the new columns with the old ones."})
public final class VerifyCommand extends RecipeCommand {
  @Option(
      names = "--pending",
      description = "Only look whether anything is left: stop at the first row that is.")
  private boolean pending;

  /** With the environment of the process. */
  public VerifyCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run(Recipe recipe) throws SQLException {
    var right = pending ? !recipe.pending() : wrong(recipe) == 0;
    return right ? ExitCode.DONE : ExitCode.NOT_FINISHED;
  }

  private long wrong(Recipe recipe) throws SQLException {
    var reading = recipe.reading();
    var progress = Progress.start(reading, err());
    reading.whenOver(progress::close);
    try {
      return recipe.verify(reading);
    } finally {
      progress.close();
    }
  }
}
