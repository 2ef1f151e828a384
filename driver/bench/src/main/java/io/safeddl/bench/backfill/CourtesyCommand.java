package io.safeddl.bench.backfill;

import io.safeddl.bench.Json;
import io.safeddl.bench.traffic.Capacity;
import io.safeddl.bench.traffic.Figures;
import io.safeddl.bench.traffic.LargeTable;
import io.safeddl.bench.traffic.Traffic;
import io.safeddl.bench.traffic.TrafficShape;
import io.safeddl.testing.TestDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an application at half its full load feels of a backfill with its throttles on. */
@Command(name = "courtesy", description = "An application without and with the backfill, in turns.")
final class CourtesyCommand implements Callable<Integer> {
  private static final double P99 = 1.25;
  private static final double STALL_MS = 50;
  private static final Duration CALIBRATION = Duration.ofSeconds(8);
  private static final Duration SETTLING = Duration.ofSeconds(3);

  /** The start of a JVM is felt on a small machine, and is not the backfill. */
  private static final Duration WARMING = Duration.ofSeconds(10);

  /** Each does what pgbench's clients do: an update and a read in one transaction. */
  private static final int CLIENTS = 8;

  @Spec @Nullable CommandSpec spec;
  @Mixin BackfillBenchmark.Common common = new BackfillBenchmark.Common();

  @Option(names = "--rows", description = "Default: ${DEFAULT-VALUE}.")
  long rows = 2_000_000;

  @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}.")
  int rounds = 5;

  @Option(names = "--seconds", description = "Of each half of a round. Default: ${DEFAULT-VALUE}.")
  int seconds = 20;

  @Option(names = "--load", description = "Share of the full load. Default: ${DEFAULT-VALUE}.")
  double load = 0.5;

  @Option(
      names = "--batch",
      description = "The spec's line batch. Default: ${DEFAULT-VALUE}.",
      defaultValue = "{target: 5ms}")
  String batch = "";

  @Option(
      names = "--throttle",
      description = "The spec's line throttle. Default: ${DEFAULT-VALUE}.",
      defaultValue = "{niceRatio: 9}")
  String throttle = "";

  /**
   * One round: alone before and after, since a table under traffic changes with the time, and with
   * the backfill between them; how many rows that has written.
   */
  record Round(Figures before, Figures beside, Figures after, long rowsPerSecond) {
    double aloneP99() {
      return (before.p99Ms() + after.p99Ms()) / 2;
    }

    double aloneLongest() {
      return Math.max(before.longestStallMs(), after.longestStallMs());
    }
  }

  /** What is written to the file. */
  record Result(
      String benchmark,
      int major,
      long rows,
      String batch,
      String throttle,
      int transactionsPerSecond,
      double p99Alone,
      double p99Beside,
      double p99Ratio,
      double longestAloneMs,
      double longestBesideMs,
      List<String> notKept,
      List<Round> rounds) {}

  @Override
  public Integer call() throws Exception {
    var print = Objects.requireNonNull(spec).commandLine().getOut();
    try (var server = common.server();
        var template = server.server().createDatabase()) {
      try (var connection = template.connect()) {
        LargeTable.create(connection, rows);
      }
      int each;
      try (var database = template.server().copyOf(template)) {
        var full =
            Capacity.perSecond(
                database::connect, new TrafficShape(0, 0, CLIENTS, 1, rows), CALIBRATION);
        each = Math.max(1, (int) (load * full / CLIENTS));
        print.printf(
            Locale.ROOT,
            "Full load %.0f transactions/s; the application does %d/s%n",
            full,
            each * CLIENTS);
      }
      var shape = new TrafficShape(0, 0, CLIENTS, each, rows);
      var measured = new ArrayList<Round>();
      for (var i = 0; i < rounds; i++) {
        measured.add(round(template, shape, print));
      }
      return report(measured, shape, print);
    }
  }

  private Round round(TestDatabase template, TrafficShape shape, PrintWriter print)
      throws SQLException, IOException, InterruptedException {
    try (var database = template.server().copyOf(template)) {
      var tool =
          new Tool(
              database,
              Tool.spec(
                  """
                  table: public.orders
                  columns:
                    - {from: customer_id, to: customer_big, type: bigint}
                  batch: %s
                  throttle: %s
                  """
                      .formatted(batch, throttle)));
      tool.run("expand");
      try (var traffic = Traffic.start(database::connect, shape)) {
        Thread.sleep(SETTLING.toMillis());
        var from = traffic.nowNanos();
        Thread.sleep(seconds * 1_000L);
        var middle = traffic.nowNanos();
        try (var running = tool.start("run")) {
          Thread.sleep(WARMING.toMillis());
          var begun = traffic.nowNanos();
          var before = filled(database);
          Thread.sleep(seconds * 1_000L);
          var written = filled(database) - before;
          var end = traffic.nowNanos();
          if (!running.isAlive()) {
            throw new IllegalStateException(
                "the table was filled too early; more --rows: " + running.printed());
          }
          running.stop();
          running.await(Set.of(1, 130, 143));
          Thread.sleep(SETTLING.toMillis());
          var again = traffic.nowNanos();
          Thread.sleep(seconds * 1_000L);
          var log = traffic.stop();
          if (!log.errors().isEmpty()) {
            throw new IllegalStateException("the application saw " + log.errors());
          }
          var round =
              new Round(
                  log.figures(from, middle),
                  log.figures(begun, end),
                  log.figures(again, Long.MAX_VALUE),
                  written / seconds);
          print.printf(
              Locale.ROOT,
              "  p99 %.2f ms alone, %.2f beside, %.2f alone; longest %.1f, %.1f, %.1f; %,d rows/s%n",
              round.before().p99Ms(),
              round.beside().p99Ms(),
              round.after().p99Ms(),
              round.before().longestStallMs(),
              round.beside().longestStallMs(),
              round.after().longestStallMs(),
              round.rowsPerSecond());
          return round;
        }
      }
    }
  }

  private static long filled(TestDatabase database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT sum(rows)::bigint FROM safeddl.backfill_chunk")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private int report(List<Round> measured, TrafficShape shape, PrintWriter print)
      throws IOException {
    var alone = median(measured, Round::aloneP99);
    var beside = median(measured, it -> it.beside().p99Ms());
    var longestAlone = longest(measured, Round::aloneLongest);
    var longest = longest(measured, it -> it.beside().longestStallMs());
    var notKept = new ArrayList<String>();
    if (beside / alone > P99) {
      notKept.add("p99 %.2f times that without, at most %.2f".formatted(beside / alone, P99));
    }
    if (longest > STALL_MS) {
      notKept.add("longest stall %.0f ms, at most %.0f".formatted(longest, STALL_MS));
    }
    print.printf(
        Locale.ROOT,
        "p99: %.2f ms alone, %.2f beside the backfill: %.2f times; longest %.1f and %.1f ms%n",
        alone,
        beside,
        beside / alone,
        longestAlone,
        longest);
    notKept.forEach(it -> print.println("NOT KEPT: " + it));
    Json.write(
        common.out,
        new Result(
            "backfill-courtesy",
            common.major,
            rows,
            batch,
            throttle,
            shape.perSecond() * shape.clients(),
            alone,
            beside,
            beside / alone,
            longestAlone,
            longest,
            notKept,
            measured));
    return notKept.isEmpty() ? 0 : 1;
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Medians.of(rounds.stream().map(figure::applyAsDouble).toList());
  }

  private static double longest(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return rounds.stream().mapToDouble(figure).max().orElse(0);
  }
}
