package io.safeddl.bench.stall;

import io.safeddl.bench.stall.Round.Result;
import io.safeddl.bench.traffic.ConnectionSource;
import io.safeddl.bench.traffic.LargeTable;
import io.safeddl.bench.traffic.Traffic;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what an application feels while its large table is changed, three ways in one run. */
@Command(
    name = "stall-benchmark",
    mixinStandardHelpOptions = true,
    description = "Plain pgjdbc, lock_timeout with retries, and SafeDDL, side by side.")
public final class StallBenchmark implements Callable<Integer> {
  private static final long WARM_UP_MS = 4_000;

  @Spec @Nullable CommandSpec spec;

  @Option(names = "--quick", description = "Fewer rows and shorter holds, for development.")
  boolean quick;

  @Option(names = "--only", description = "Only scenarios whose title contains this.")
  String only = "";

  @Option(names = "--contestant", description = "Only contestants whose name contains this.")
  String contestant = "";

  @Option(names = "--out", description = "The JSON file to write.", required = true)
  @Nullable Path out;

  @Option(names = "--major", description = "PostgreSQL's major version (default: newest).")
  int major = TestPostgres.MAJORS.get(TestPostgres.MAJORS.size() - 1);

  private StallBenchmark() {}

  /** Exits with 0, with 1 where a promise was not kept, with 2 on wrong use. */
  public static void main(String[] args) {
    var print = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new StallBenchmark()).setOut(print).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (spec == null || out == null) {
      throw new IllegalStateException("picocli sets these before it calls");
    }
    var print = spec.commandLine().getOut();
    var settings = Settings.of(quick);
    try (var database = TestPostgres.server(major).createDatabase()) {
      var results = run(database, settings, print);
      var report = StallReport.of(settings, major, results);
      report.print(print);
      report.write(out);
      return report.broken().isEmpty() ? 0 : 1;
    }
  }

  private List<Result> run(TestDatabase database, Settings settings, PrintWriter print)
      throws Exception {
    var rows = settings.shape().rows();
    print.printf("Filling %s with %,d rows on PostgreSQL %d%n", LargeTable.NAME, rows, major);
    try (var connection = database.connect()) {
      LargeTable.create(connection, rows);
    }
    ConnectionSource plain = database::connect;
    warmUp(plain, settings);
    var round = new Round(plain, settings.shape(), settings.hold());
    List<Result> results = new ArrayList<>();
    StallReport.printHeading(print);
    for (var scenario : Scenario.all()) {
      if (!scenario.title().contains(only)) {
        continue;
      }
      for (var contestant : contestants(database, settings, scenario)) {
        if (!contestant.name().contains(this.contestant)) {
          continue;
        }
        var result = round.run(scenario, contestant);
        StallReport.printLine(print, result);
        results.add(result);
      }
    }
    return results;
  }

  /** The first operations of a JVM are slow ones, and nobody's fault. */
  private static void warmUp(ConnectionSource plain, Settings settings)
      throws InterruptedException {
    try (var traffic = Traffic.start(plain, settings.shape())) {
      Thread.sleep(WARM_UP_MS);
      traffic.stop();
    }
  }

  private static List<Contestant> contestants(
      TestDatabase database, Settings settings, Scenario scenario) {
    var patience = scenario.hold().endless() ? settings.shortPatience() : settings.patience();
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    if (scenario.hold().endless()) {
      properties.setProperty("safeddl.lockWait", settings.lockWait().toSeconds() + "s");
    }
    if (scenario.change().isEmpty()) {
      return List.of(new PlainContestant(database::connect, patience));
    }
    return List.of(
        new PlainContestant(database::connect, patience),
        new RetryContestant(database::connect, patience),
        new SafeDdlContestant(
            () -> DriverManager.getConnection(database.safeDdlUrl(), properties), patience));
  }
}
