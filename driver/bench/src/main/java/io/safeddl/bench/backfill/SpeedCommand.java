package io.safeddl.bench.backfill;

import io.safeddl.bench.Json;
import io.safeddl.bench.backfill.Round.Measured;
import io.safeddl.testing.OwnServer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills tables of several shapes in each of the ways, side by side. */
@Command(name = "speed", description = "One UPDATE, keyset batches, and the tool.")
final class SpeedCommand implements Callable<Integer> {
  private static final String LINE = "  %-20s %8s %10s %8s %10s %8s %8s%n";

  @Spec @Nullable CommandSpec spec;
  @Mixin BackfillBenchmark.Common common = new BackfillBenchmark.Common();

  @Option(names = "--rows", split = ",", description = "Default: ${DEFAULT-VALUE}.")
  List<Long> rows = List.of(2_000_000L, 10_000_000L);

  @Option(names = "--keys", split = ",", description = "Default: ${DEFAULT-VALUE}.")
  List<Shape.Key> keys = List.of(Shape.Key.values());

  @Option(names = "--indexes", split = ",", description = "Default: ${DEFAULT-VALUE}.")
  List<Integer> indexes = List.of(0, 1, 5);

  @Option(names = "--rounds", description = "Of each; the medians count. Default: 1.")
  int rounds = 1;

  @Option(
      names = "--contestants",
      split = ",",
      description = "By their place from 1 on: one UPDATE, keyset 1,000 and 10,000, 1 worker, 2.")
  List<Integer> places = List.of(1, 2, 3, 4, 5);

  /** What is written to the file. */
  record Result(
      String benchmark,
      int major,
      int rounds,
      List<String> notKept,
      List<Measured> medians,
      List<Measured> measured) {}

  @Override
  public Integer call() throws Exception {
    var print = Objects.requireNonNull(spec).commandLine().getOut();
    var all = new ArrayList<Measured>();
    var medians = new ArrayList<Measured>();
    var notKept = new ArrayList<String>();
    try (var server = common.server()) {
      for (var count : rows) {
        for (var key : keys) {
          for (var number : indexes) {
            var shape = new Shape(count, key, number);
            var measured = measure(server, shape, print);
            all.addAll(measured);
            var middle = contestants().stream().map(it -> Medians.of(measured, it.name())).toList();
            medians.addAll(middle);
            show(print, shape, middle);
            if (middle.size() == Contestant.ALL.size()) {
              notKept.addAll(Promises.broken(shape, middle));
            }
            Json.write(
                common.out, new Result("backfill", common.major, rounds, notKept, medians, all));
          }
        }
      }
    }
    notKept.forEach(it -> print.println("NOT KEPT: " + it));
    return notKept.isEmpty() ? 0 : 1;
  }

  private List<Contestant> contestants() {
    return places.stream().map(it -> Contestant.ALL.get(it - 1)).toList();
  }

  private List<Measured> measure(OwnServer server, Shape shape, PrintWriter print)
      throws Exception {
    var measured = new ArrayList<Measured>();
    try (var template = server.server().createDatabase()) {
      try (var connection = template.connect()) {
        shape.create(connection);
      }
      var order = new ArrayList<>(contestants());
      for (var round = 0; round < rounds; round++) {
        for (var contestant : order) {
          measured.add(Round.run(template, shape, contestant));
          print.print(".");
          print.flush();
        }
        // Nobody shall always come after the same one.
        Collections.rotate(order, 1);
      }
    }
    print.println();
    return measured;
  }

  private static void show(PrintWriter print, Shape shape, List<Measured> middle) {
    print.println(shape.words());
    print.printf(LINE, "", "s", "rows/s", "times", "WAL B/row", "heap", "HOT");
    var first = middle.get(0);
    for (var it : middle) {
      print.printf(
          LINE,
          it.contestant(),
          "%.1f".formatted(it.seconds()),
          "%,d".formatted(it.rowsPerSecond()),
          "%.2f".formatted(first.seconds() / it.seconds()),
          it.walBytesPerRow(),
          "%+.0f%%".formatted(100 * it.heapGrowth()),
          "%.0f%%".formatted(100 * it.hotShare()));
    }
    var memory = middle.stream().mapToDouble(Measured::memoryMb).max().orElse(0);
    print.printf(Locale.ROOT, "  the tool's process had at most %.0f MB resident%n", memory);
  }
}
