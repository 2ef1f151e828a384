package io.safeddl.backfill.command;

import io.safeddl.backfill.state.Wanted;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code cancel}. */
@Command(
    name = "cancel",
    description = "Stop the running job within one batch; what is written stays.")
public final class CancelCommand extends WishCommand {
  /** With the environment of the process. */
  public CancelCommand(Map<String, String> environment) {
    super(environment, Wanted.CANCEL, "Cancelled");
  }
}
