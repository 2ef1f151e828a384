package io.safeddl.check.journal;

import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code safeddl-check journal}: its two commands. */
@Command(
    name = "journal",
    description = "Show and settle what unfinished migrations left in safeddl.journal.")
public final class Journal implements Callable<Integer> {
  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  private Journal() {}

  /** The command with its subcommands. */
  public static CommandLine command(Map<String, String> environment, InputStream in) {
    return new CommandLine(new Journal())
        .addSubcommand(new ListRuns(environment))
        .addSubcommand(new Forget(environment, in));
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    throw new ParameterException(spec.commandLine(), "journal wants a command: list or forget");
  }
}
