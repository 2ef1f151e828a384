package io.safeddl.check;

import java.io.IOException;
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

  @Mixin PolicyOptions policy = new PolicyOptions();

  @Mixin DatabaseOption database = new DatabaseOption();

  @Mixin BaselineOptions baseline = new BaselineOptions();

  @Mixin ConfigOption config = new ConfigOption();

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
      var configuration = config.read();
      var major = version.major(commandLine, configuration);
      var migrations = inputs.read(files, configuration, commandLine);
      var judgement = database.judge(migrations, policy.policy(configuration), major, environment);
      var report = baseline.report(judgement, configuration, policy.failOn(configuration));
      output.write(report, environment, commandLine.getOut(), commandLine.getErr());
      return report.fails() ? ExitCode.FINDINGS : ExitCode.OK;
    } catch (IOException e) {
      commandLine.getErr().println(spec.root().name() + ": " + e.getMessage());
      return ExitCode.USAGE;
    }
  }
}
