package io.safeddl.backfill.command;

import io.safeddl.backfill.state.Wanted;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code pause}. */
@Command(
    name = "pause",
    description = "Pause the running job within one batch; its processes wait.")
public final class PauseCommand extends WishCommand {
  /** With the environment of the process. */
  public PauseCommand(Map<String, String> environment) {
    super(environment, Wanted.PAUSE, "Paused");
  }
}
