package io.safeddl.check;

import io.safeddl.check.config.Configuration;
import io.safeddl.check.fix.Fixer;
import io.safeddl.check.fix.Interrupted;
import io.safeddl.check.judge.Judgement;
import io.safeddl.check.output.Report;
import io.safeddl.plan.Planner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Mixin FixOptions fix = new FixOptions();

  @Mixin TraceOptions trace = new TraceOptions();

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
      trace.check(commandLine);
      if (fix.isOn()) {
        return fix(configuration, major, commandLine);
      }
      var read = inputs.files(files, configuration, commandLine);
      Interrupted.beside(read.files()).refuse();
      var migrations = read.migrations();
      var rules = policy.policy(configuration);
      var traced =
          trace.isWanted()
              ? Tracing.run(
                  trace,
                  migrations,
                  major,
                  environment,
                  commandLine.getErr(),
                  (of, seen) ->
                      database.with(rules, of, environment, it -> it.judge(migrations, seen)))
              : new Tracing.Traced(database.judge(migrations, rules, major, environment), null);
      var report =
          baseline
              .report(traced.judgement(), configuration, policy.failOn(configuration))
              .with(traced.trace());
      output.write(report, environment, commandLine.getOut(), commandLine.getErr());
      if (report.trace() != null) {
        Tracing.draw(trace.page, report.trace());
      }
      return report.fails() ? ExitCode.FINDINGS : ExitCode.OK;
    } catch (IOException | UncheckedIOException | InvalidPathException e) {
      commandLine.getErr().println(spec.root().name() + ": " + message(e));
      return ExitCode.USAGE;
    }
  }

  private static String message(Exception e) {
    var cause = e instanceof UncheckedIOException ? e.getCause() : null;
    return String.valueOf((cause == null ? e : cause).getMessage());
  }

  private int fix(Configuration configuration, int major, CommandLine commandLine)
      throws IOException {
    if (!fix.isComplete()) {
      throw new ParameterException(commandLine, "--diff goes with --fix");
    }
    if (baseline.isWritten()) {
      throw new ParameterException(commandLine, "--write-baseline does not go with --fix");
    }
    if (trace.isWanted()) {
      throw new ParameterException(commandLine, "--trace does not go with --fix: fix, then trace");
    }
    var rules = policy.policy(configuration);
    var read =
        finished(inputs.files(files, configuration, commandLine), configuration, commandLine);
    var fixed =
        database.with(
            rules,
            major,
            environment,
            judge -> {
              try {
                return new Fixer(
                        read.reader(),
                        judge,
                        new Planner(rules),
                        read.settings(),
                        it -> report(it, configuration).judgement())
                    .fix(read.files());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    var run =
        new FixRun(
            output,
            environment,
            commandLine.getCommandSpec().root().name(),
            commandLine.getOut(),
            commandLine.getErr(),
            it -> report(it, configuration));
    var guessed = !version.isTold(configuration) && !database.isAsked();
    return run.run(fixed, guessed ? major : 0, fix.isDry()).fails()
        ? ExitCode.FINDINGS
        : ExitCode.OK;
  }

  /** The files, once what an earlier run has begun is done. */
  private Inputs.Files finished(Inputs.Files read, Configuration configuration, CommandLine line)
      throws IOException {
    var interrupted = Interrupted.beside(read.files());
    if (fix.isDry()) {
      interrupted.refuse();
      return read;
    }
    var done = interrupted.finish();
    var program = line.getCommandSpec().root().name();
    done.forEach(it -> line.getErr().println(program + ": " + it));
    return done.isEmpty() ? read : inputs.files(files, configuration, line);
  }

  private Report report(Judgement judgement, Configuration configuration) {
    try {
      return baseline.report(judgement, configuration, policy.failOn(configuration));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
