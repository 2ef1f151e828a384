package io.safeddl.bench.overhead;

import io.safeddl.bench.Json;
import io.safeddl.testing.TestPostgres;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the benchmarks of this package and leaves one JSON object and a table. */
@Command(name = "overhead", mixinStandardHelpOptions = true)
public final class OverheadBenchmark implements Callable<Integer> {
  private static final String ALLOCATION = "gc.alloc.rate.norm";
  private static final double MOST = 1.05;
  private static final double MOST_MICROS = 20;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--out", required = true, description = "the JSON file to write")
  private @Nullable Path out;

  @Option(names = "--quick", description = "one short fork and a tenth of the statements")
  private boolean quick;

  @Option(names = "--major", description = "the server's major version")
  private int major = 18;

  private OverheadBenchmark() {}

  /** Runs the command line and ends the JVM with its status: 1 where a promise is broken. */
  public static void main(String[] args) {
    var print = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new OverheadBenchmark()).setOut(print).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (spec == null || out == null) {
      throw new IllegalStateException("picocli sets these before it calls");
    }
    var print = spec.commandLine().getOut();
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, Map<String, Map<String, Double>>> faces = faces();
    all.put("stubNanos", faces);
    Map<String, Double> judge = judge();
    all.put("readAndJudgeMedianMicros", judge);
    Map<String, PairedRuns.Figures> server;
    try (var database = TestPostgres.server(major).createDatabase()) {
      server = PairedRuns.run(database, quick ? 10_000 : 100_000);
    }
    all.put("server", server);
    faces.forEach(
        (name, drivers) -> {
          print.printf("%n%-26s %10s %14s%n", name, "ns", "bytes/call");
          drivers.forEach(
              (driver, f) ->
                  print.printf("  %-24s %10.1f %14.1f%n", driver, f.get("ns"), f.get("bytes")));
        });
    print.printf("%nread and judge, median in microseconds (at most %.0f)%n", MOST_MICROS);
    judge.forEach((sql, micros) -> print.printf("  %6.2f  %s%n", micros, sql));
    print.printf("%non a server, in microseconds for one statement (ratio at most %.2f)%n", MOST);
    server.forEach(
        (kind, f) ->
            print.printf(
                "  %-8s plain %7.1f  SafeDDL %7.1f  ratio %.3f%n",
                kind, f.plainMedianMicros(), f.safeMedianMicros(), f.ratio()));
    boolean kept =
        judge.values().stream().allMatch(micros -> micros < MOST_MICROS)
            && server.values().stream().allMatch(f -> f.ratio() <= MOST);
    all.put("kept", kept);
    Json.write(out, all);
    return kept ? 0 : 1;
  }

  private OptionsBuilder options(Class<?> benchmark) {
    var options = new OptionsBuilder();
    options
        .include(benchmark.getName() + "\\.")
        .forks(quick ? 1 : 3)
        .warmupIterations(quick ? 2 : 5)
        .warmupTime(TimeValue.milliseconds(quick ? 300 : 1000))
        .measurementIterations(quick ? 2 : 5)
        .measurementTime(TimeValue.milliseconds(quick ? 300 : 1000))
        .shouldFailOnError(true)
        .jvmArgsAppend("-Xmx1g");
    return options;
  }

  private Map<String, Map<String, Map<String, Double>>> faces() throws RunnerException {
    var options = options(StubBenchmark.class).addProfiler(GCProfiler.class).build();
    Map<String, Map<String, Map<String, Double>>> figures = new TreeMap<>();
    for (RunResult run : new Runner(options).run()) {
      BenchmarkParams params = run.getParams();
      String name = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
      Result<?> bytes = run.getSecondaryResults().get(ALLOCATION);
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("ns", run.getPrimaryResult().getScore());
      double error = run.getPrimaryResult().getScoreError();
      if (!Double.isNaN(error)) { // a single short fork gives none
        values.put("error", error);
      }
      values.put("bytes", Objects.requireNonNull(bytes, ALLOCATION).getScore());
      figures
          .computeIfAbsent(name, ignored -> new LinkedHashMap<>())
          .put(params.getParam("driver"), values);
    }
    return figures;
  }

  private Map<String, Double> judge() throws RunnerException {
    Collection<RunResult> runs = new Runner(options(JudgeBenchmark.class).build()).run();
    Map<String, Double> medians = new LinkedHashMap<>();
    for (RunResult run : runs) {
      medians.put(
          run.getParams().getParam("sql"),
          run.getPrimaryResult().getStatistics().getPercentile(50));
    }
    return medians;
  }
}
