package io.safeddl.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.backfill.throttle.Throttle;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A run that stands back for what its server does, and goes on when that is over. */
final class HeldUp implements AutoCloseable {
  private static final String BATCHES =
      "SELECT COALESCE(sum(batches), 0) FROM safeddl.backfill_chunk";

  private final Scene scene;
  private final Throttle throttle;
  private final Backfill backfill;
  private final CompletableFuture<Ending> ending;

  private HeldUp(Scene scene, String table) throws SQLException {
    this.scene = scene;
    var spec = Scene.spec("table: public.t\nset: {n_big: n}\nwhere: n_big is null\n" + table);
    var task = scene.task(spec);
    this.throttle = Throttle.start(spec.throttle(), task.target(), scene.sessions()::open);
    this.backfill = new Backfill(task, Scene.QUICK, scene.sessions(), throttle, Clock.systemUTC());
    this.ending = CompletableFuture.supplyAsync(() -> Scene.unchecked(() -> backfill.run()));
  }

  /**
   * A table that is filled; each row takes a little time.
   *
   * @param options of the spec, besides what is filled
   */
  static HeldUp start(Scene scene, String options) throws SQLException {
    return new HeldUp(scene, options);
  }

  /** A table with that many rows, none of them filled. */
  static void table(Scene scene, int rows) throws SQLException {
    scene.execute(
        "CREATE TABLE t (id int PRIMARY KEY, n int, n_big bigint, filler text)"
            + " WITH (autovacuum_enabled = off)",
        "INSERT INTO t SELECT g, g, NULL, repeat('x', 100) FROM generate_series(1, " + rows + ") g",
        """
        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM pg_sleep(0.05); RETURN NULL; END $$
        """,
        "CREATE TRIGGER slow AFTER UPDATE ON t FOR EACH STATEMENT EXECUTE FUNCTION slow()");
  }

  /** Waits until it has written some batches. */
  void awaitWork() throws Exception {
    scene.await("SELECT sum(batches) > 2 FROM safeddl.backfill_chunk");
  }

  /** Waits until it says that it stands back for that, and sees that it does. */
  void awaitReason(String reason) throws Exception {
    scene.await(
        "SELECT doing LIKE '%"
            + reason
            + "%' FROM safeddl.backfill_worker ORDER BY id DESC LIMIT 1");
    var before = scene.number(BATCHES);
    Thread.sleep(1000);
    assertThat(scene.number(BATCHES)).as("batches while it stands back").isEqualTo(before);
    assertThat(ending).isNotDone();
  }

  /** Waits for its end, where every row is filled. */
  void awaitEnd() throws Exception {
    assertThat(ending.get(90, TimeUnit.SECONDS)).isEqualTo(Ending.DONE);
    assertThat(scene.number("SELECT count(*) FROM t WHERE n_big IS DISTINCT FROM n")).isZero();
  }

  /** Tells it to stop, and waits for that. */
  Ending stop() throws Exception {
    backfill.stop();
    return ending.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    backfill.stop();
    throttle.close();
  }
}
