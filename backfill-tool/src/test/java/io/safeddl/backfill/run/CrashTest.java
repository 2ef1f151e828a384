package io.safeddl.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.backfill.target.Database;
import io.safeddl.testing.OwnServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The server crashes under us, as by a power failure. */
class CrashTest {
  private static final int ROWS = 20_000;

  @Test
  void noProgressIsAheadOfItsRowsBehindACrashAndTheRunGoesOn() throws Exception {
    try (var server = OwnServer.start(18);
        var scene = Scene.on(server.server())) {
      scene.execute(
          "CREATE TABLE t (id int PRIMARY KEY, n int, n_big bigint, filler text)",
          "INSERT INTO t SELECT g, g, NULL, repeat('x', 80) FROM generate_series(1, "
              + ROWS
              + ") g");
      var spec =
          Scene.spec(
              "table: public.t\nset: {n_big: n}\nwhere: n_big is null\nbatch: {target: 20ms}");
      var task = scene.task(spec);
      var batches = new AtomicInteger();
      // No sweep: what a checkpoint forgot would be missing at the end.
      var options =
          new RunOptions(
              2, Duration.ofSeconds(1), Duration.ofSeconds(60), RunOptions.Walk.AUTO, 10, false);

      var ending =
          scene
              .backfill(
                  task,
                  options,
                  () -> {
                    var batch = batches.incrementAndGet();
                    if (batch == 12 || batch == 25) {
                      server.crash();
                      server.restart();
                    }
                    return Optional.empty();
                  })
              .run();

      assertThat(ending).isEqualTo(Ending.DONE);
      assertThat(batches.get()).isGreaterThan(25);
      try (var session = new Database(scene.connect())) {
        long missing =
            session.row(
                "SELECT count(*) FROM t WHERE n_big IS DISTINCT FROM n", row -> row.getLong(1));
        long written =
            session.row("SELECT sum(rows) FROM safeddl.backfill_chunk", row -> row.getLong(1));
        assertThat(missing).isZero();
        assertThat(written).isEqualTo(ROWS);
      }
    }
  }
}
