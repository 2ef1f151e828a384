package io.safeddl.backfill.command;

import picocli.CommandLine;

/** A process that is there for one command alone, and ends with its exit code. */
public final class OwnProcess {
  private OwnProcess() {}

  /**
   * Says so to all commands. One that is told to end by a signal ends the process at once, without
   * waiting for hooks of others: its exit code cannot be chosen otherwise by then.
   */
  public static void of(CommandLine commands) {
    for (var command : commands.getSubcommands().values()) {
      if (command.getCommand() instanceof JobCommand job) {
        job.endsWith(Runtime.getRuntime()::halt);
      }
    }
  }
}
