package io.safeddl.backfill.command;

import io.safeddl.backfill.state.Wanted;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code resume}. */
@Command(name = "resume", description = "Let a paused or cancelled job go on.")
public final class ResumeCommand extends WishCommand {
  /** With the environment of the process. */
  public ResumeCommand(Map<String, String> environment) {
    super(environment, Wanted.RUN, "It goes on");
  }
}
