package io.safeddl.check;

import io.safeddl.check.judge.Judge;
import io.safeddl.check.output.FailOn;
import io.safeddl.check.output.Report;
import io.safeddl.plan.Policy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code safeddl-check [check]}: judges migrations. */
@Command(
    name = "check",
    description = {
      "Judge files, folders or standard input: which statements stop the application or break the"
          + " version of it that is still running."
    })
final class Check implements Callable<Integer> {
  private final SqlFiles files;
  private final Map<String, String> environment;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Mixin OutputOptions output = new OutputOptions();

  @Mixin ServerVersion version = new ServerVersion();

  @Mixin Inputs inputs = new Inputs();

  @Option(
      names = "--fail-on",
      description =
          "From which severity on to exit with 1: ${COMPLETION-CANDIDATES} (default: error).")
  FailOn failOn = FailOn.error;

  Check(SqlFiles files, Map<String, String> environment) {
    this.files = files;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    var commandLine = spec.commandLine();
    try {
      var migrations = inputs.read(files);
      var judgement = new Judge(Policy.DEFAULT, version.major(commandLine)).judge(migrations);
      var report = new Report(judgement, 0, List.of(), failOn);
      output.write(report, environment, commandLine.getOut(), commandLine.getErr());
      return report.fails() ? ExitCode.FINDINGS : ExitCode.OK;
    } catch (IOException e) {
      commandLine.getErr().println(spec.root().name() + ": " + e.getMessage());
      return ExitCode.USAGE;
    }
  }
}
