package io.safeddl.demo;

import io.safeddl.bench.backfill.ToolProcess;
import io.safeddl.bench.traffic.LargeTable;
import io.safeddl.bench.traffic.Traffic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The change of type that was refused as one statement, carried from expand to contract by the
 * commands of the backfill tool, while the application works.
 *
 * @param run what was done, and what the application felt
 * @param rows of the table
 * @param differences rows in which the new column was another than the old one, counted behind the
 *     cutover by a query of our own
 */
record ExpandContract(Run run, long rows, long differences) {
  /** The statement in whose place it is. */
  static final String INSTEAD_OF = "ALTER TABLE orders ALTER COLUMN id TYPE bigint";

  /** Batches that are short, as befits a table whose every row is written all the time. */
  static final String SPEC =
      """
      table: public.orders
      columns:
        - {from: id, to: id_big, type: bigint}
      batch: {target: 5ms}
      throttle: {niceRatio: 1}
      """;

  private static final String DIFFERENCES =
      "SELECT count(*) FROM " + LargeTable.NAME + " WHERE id IS DISTINCT FROM id_old";

  private static final List<Phase> PHASES =
      List.of(
          new Phase("expand", "The new column, and a trigger that keeps it right"),
          new Phase("run", "Fills the rows that were there before, in small batches"),
          new Phase("build", "The key of the new column, concurrently"),
          new Phase("verify", "Reads every row and compares"),
          new Phase("cutover", "The columns swap their names", true),
          new Phase("contract", "The old column goes"));

  private record Phase(String command, String reason, boolean underReport) {
    Phase(String command, String reason) {
      this(command, reason, false);
    }
  }

  /** Carries it out, on a database where it is not done yet. */
  static ExpandContract run(Stage stage, Path directory)
      throws SQLException, InterruptedException, IOException {
    Files.createDirectories(directory);
    var spec = Files.writeString(directory.resolve("orders.yaml"), SPEC);
    List<Run.Event> events = new ArrayList<>();
    long differences = -1;
    try (var traffic = Traffic.start(stage.database()::connect, stage.shape())) {
      Thread.sleep(Stage.WARM_UP.toMillis());
      for (var phase : PHASES) {
        var event = event(traffic, stage, phase, spec, Integer.toString(events.size() + 1));
        events.add(event);
        Thread.sleep(Stage.PAUSE.toMillis());
        if (event.answer().kind() == Answer.Kind.FAILED) {
          break;
        }
        if (phase.command().equals("cutover")) {
          differences = count(stage.database(), DIFFERENCES);
        }
      }
      return new ExpandContract(
          new Run("safe", traffic.stop(), events),
          count(stage.database(), "SELECT count(*) FROM " + LargeTable.NAME),
          differences);
    }
  }

  private static Run.Event event(Traffic traffic, Stage stage, Phase phase, Path spec, String label)
      throws SQLException, InterruptedException, IOException {
    if (!phase.underReport()) {
      return execute(traffic, stage, phase, spec, label);
    }
    try (var reader = Report.read(stage.database(), stage.report())) {
      Thread.sleep(Stage.HEAD_START.toMillis());
      var event = execute(traffic, stage, phase, spec, label);
      reader.await();
      return event;
    }
  }

  private static Run.Event execute(
      Traffic traffic, Stage stage, Phase phase, Path spec, String label)
      throws IOException, InterruptedException {
    var from = traffic.nowNanos();
    var process = start(stage.database(), phase.command(), spec);
    var ending = new Thread(process::destroy, "stop the backfill");
    Runtime.getRuntime().addShutdownHook(ending);
    List<String> lines;
    int code;
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().toList();
      code = process.waitFor();
    } finally {
      Runtime.getRuntime().removeShutdownHook(ending);
    }
    return new Run.Event(
        label,
        phase.reason(),
        "safeddl-backfill " + phase.command() + " orders.yaml",
        phase.underReport(),
        from,
        traffic.nowNanos(),
        code == 0
            ? Answer.done(lines)
            : Answer.failed(new IllegalStateException(String.join("\n", lines))));
  }

  /** A process of its own, as a user's; it must not end ours when it is told to end. */
  private static Process start(DemoDatabase database, String command, Path spec)
      throws IOException {
    return ToolProcess.of(
            database.plainUrl(),
            database.server().user(),
            database.server().password(),
            List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off"),
            List.of(command, spec.toString()))
        .start();
  }

  private static long count(DemoDatabase database, String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Whether it came to its end, every row is right, and the application got no error. */
  boolean succeeded() {
    return differences == 0
        && run.log().errors().isEmpty()
        && run.events().size() == PHASES.size()
        && run.events().stream().allMatch(it -> it.answer().kind() == Answer.Kind.DONE);
  }

  /** The plain statement of another run. */
  static Run.Event counterpart(Run plain) {
    return plain.events().stream()
        .filter(it -> it.what().equals(INSTEAD_OF))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the release has no " + INSTEAD_OF));
  }
}
