package io.safeddl.backfill;

import io.safeddl.backfill.command.BuildCommand;
import io.safeddl.backfill.command.CancelCommand;
import io.safeddl.backfill.command.ContractCommand;
import io.safeddl.backfill.command.CutoverCommand;
import io.safeddl.backfill.command.DriftCommand;
import io.safeddl.backfill.command.ExpandCommand;
import io.safeddl.backfill.command.OwnProcess;
import io.safeddl.backfill.command.PauseCommand;
import io.safeddl.backfill.command.PlanCommand;
import io.safeddl.backfill.command.ResumeCommand;
import io.safeddl.backfill.command.RollbackCommand;
import io.safeddl.backfill.command.RunCommand;
import io.safeddl.backfill.command.StatusCommand;
import io.safeddl.backfill.command.VerifyCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of {@code safeddl-backfill}; it alone ends the process. */
public final class Main {
  private Main() {}

  /** Runs the command line and exits with its code: 0 to 3. */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    var commands = commands(out, err);
    OwnProcess.of(commands);
    System.exit(commands.execute(args));
  }

  /** Runs the command line and returns the exit code; the process is the caller's. */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    return commands(out, err).execute(args);
  }

  private static CommandLine commands(PrintWriter out, PrintWriter err) {
    var environment = System.getenv();
    return new CommandLine(new SafeddlBackfill())
        .addSubcommand(new PlanCommand(environment))
        .addSubcommand(new ExpandCommand(environment))
        .addSubcommand(new RunCommand(environment))
        .addSubcommand(new StatusCommand(environment))
        .addSubcommand(new PauseCommand(environment))
        .addSubcommand(new ResumeCommand(environment))
        .addSubcommand(new CancelCommand(environment))
        .addSubcommand(new BuildCommand(environment))
        .addSubcommand(new VerifyCommand(environment))
        .addSubcommand(new CutoverCommand(environment))
        .addSubcommand(new ContractCommand(environment))
        .addSubcommand(new RollbackCommand(environment))
        .addSubcommand(new DriftCommand(environment))
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true);
  }

  /** The root command: {@code safeddl-backfill COMMAND SPEC}. */
  @Command(
      name = "safeddl-backfill",
      versionProvider = Version.class,
      description =
          "Carries a change of a large table from expand to contract while the application runs.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:done",
        "1:not finished, differences, or quarantined rows",
        "2:wrong use, or the server cannot be reached",
        "3:paused or outside the window"
      })
  static final class SafeddlBackfill implements Callable<Integer> {
    @Spec @Nullable CommandSpec spec;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help and exit.")
    boolean help;

    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Show the version and exit.")
    boolean version;

    @Override
    public Integer call() {
      if (spec == null) {
        throw new IllegalStateException("picocli sets the spec before it calls");
      }
      throw new ParameterException(spec.commandLine(), "Missing command");
    }
  }
}
