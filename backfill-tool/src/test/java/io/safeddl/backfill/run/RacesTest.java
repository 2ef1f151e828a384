package io.safeddl.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.Wanted;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others do while the table is walked, each put where it hurts. */
class RacesTest {
  private static final String MIRROR =
      "table: public.t\ncolumns: [{from: n, to: n_big, type: bigint}]";
  private static final int ROWS = 20_000;

  private Scene scene;

  @BeforeEach
  void open() throws SQLException {
    scene = Scene.on(14);
    scene.execute(
        "CREATE TABLE t (id int PRIMARY KEY, n int, n_big bigint, filler text)",
        "INSERT INTO t SELECT g, g, NULL, repeat('x', 80) FROM generate_series(1, " + ROWS + ") g");
    scene.makeTrigger(Scene.spec(MIRROR));
  }

  @AfterEach
  void close() throws SQLException {
    scene.close();
  }

  @Test
  void aLockedRowIsLeftToTheSweepWhichWaitsForIt() throws Exception {
    // A batch waits for a lock for a quarter of it, some thirty times until it is a row that waits.
    scene.execute("ALTER DATABASE " + scene.database().name() + " SET deadlock_timeout = '400ms'");
    try (var other = scene.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("UPDATE t SET filler = 'mine' WHERE id = 5000");
      // The trigger has filled the version that is not committed; rolled back, the old one is left.
      var run = start();

      awaitPass(2);
      assertThat(scene.number("SELECT count(*) FROM t WHERE n_big IS NULL")).isEqualTo(1);
      assertThatThrownBy(() -> run.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      other.rollback();

      assertThat(run.get(60, TimeUnit.SECONDS)).isEqualTo(Ending.DONE);
    }
    assertFilled();
  }

  @Test
  void rowsThatMoveToAnotherFileAreWalkedAgain() throws Exception {
    var task = scene.task(Scene.spec(MIRROR));
    var reverse =
        scene.once(
            4,
            "CREATE INDEX backwards ON t ((-id))",
            "CLUSTER t USING backwards",
            "DROP INDEX backwards");

    assertThat(scene.backfill(task, Scene.QUICK, reverse).run()).isEqualTo(Ending.DONE);

    assertFilled();
    assertThat(scene.number("SELECT max(begun_again) FROM safeddl.backfill_leaf")).isOne();
  }

  @Test
  void whoLosesItsLeaseWritesNothing() throws Exception {
    var task = scene.task(Scene.spec(MIRROR));
    var thief =
        scene.once(
            3,
            "UPDATE safeddl.backfill_chunk SET worker = 0, epoch = epoch + 1,"
                + " leased_until = clock_timestamp() + interval '1 s' WHERE NOT done");

    assertThat(scene.backfill(task, Scene.QUICK, thief).run()).isEqualTo(Ending.DONE);

    assertFilled();
    assertThat(scene.number("SELECT max(epoch) FROM safeddl.backfill_chunk")).isEqualTo(3);
    assertThat(scene.number("SELECT sum(rows) FROM safeddl.backfill_chunk")).isEqualTo(ROWS);
  }

  @Test
  void nobodyElsesIsolationIsOurs() throws Exception {
    var name = scene.database().name();
    scene.execute(
        "ALTER DATABASE " + name + " SET default_transaction_isolation = 'repeatable read'",
        "ALTER DATABASE " + name + " SET default_transaction_read_only = on",
        "ALTER DATABASE " + name + " SET statement_timeout = '1ms'",
        "ALTER DATABASE " + name + " SET search_path = pg_temp");

    assertThat(scene.run(scene.task(Scene.spec(MIRROR)))).isEqualTo(Ending.DONE);

    assertFilled();
  }

  @Test
  void aLeafThatIsDroppedIsForgotten() throws Exception {
    scene.execute(
        "CREATE TABLE p (id int, n int, n_big bigint) PARTITION BY RANGE (id)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (1000)",
        "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (1000) TO (2000)",
        "INSERT INTO p SELECT g, g, NULL FROM generate_series(1, 1999) g");
    var spec = Scene.spec("table: public.p\nset: {n_big: n}\nwhere: n_big is null");
    var drop = scene.once(1, "DROP TABLE p1", "ALTER TABLE p2 RENAME TO p2_old");

    assertThat(scene.backfill(scene.task(spec), Scene.QUICK, drop).run()).isEqualTo(Ending.DONE);

    assertThat(scene.number("SELECT count(*) FROM p WHERE n_big IS DISTINCT FROM n")).isZero();
    assertThat(scene.number("SELECT count(*) FROM p")).isEqualTo(1000);
  }

  @Test
  void itPausesResumesAndIsCancelledWithinABatch() throws Exception {
    var task = scene.task(Scene.spec(MIRROR));
    var job = task.job().id();
    var batches = new AtomicInteger();
    var slow =
        scene.backfill(
            task,
            Scene.QUICK,
            () -> {
              batches.incrementAndGet();
              return Optional.empty();
            });
    var wishes = new JobTable(scene.session(), scene.schema);
    wishes.wanted(job, Wanted.PAUSE);
    var run = CompletableFuture.supplyAsync(() -> Scene.unchecked(slow::run));
    scene.await("SELECT count(*) > 0 FROM safeddl.backfill_worker WHERE doing = 'paused'");
    var before = batches.get();
    Thread.sleep(500);
    assertThat(batches.get()).isEqualTo(before).isLessThanOrEqualTo(2);

    wishes.wanted(job, Wanted.RUN);
    scene.await("SELECT pass > 1 FROM safeddl.backfill_pass");
    wishes.wanted(job, Wanted.CANCEL);

    assertThat(run.get(20, TimeUnit.SECONDS)).isIn(Ending.CANCELLED, Ending.DONE);
  }

  @Test
  void theApplicationNeverLosesADeadlockToUs() throws Exception {
    // It locks from the table's end to its begin, against our direction, and never against itself.
    var lost = new AtomicInteger();
    var done = new AtomicBoolean();
    var application =
        CompletableFuture.runAsync(
            () -> {
              try (var connection = scene.connect();
                  var statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                for (var round = 0; !done.get(); round++) {
                  for (var id = ROWS - round % 7; id > 0; id -= ROWS / 20) {
                    statement.execute("UPDATE t SET filler = 'y' WHERE id = " + id);
                    Thread.sleep(5);
                  }
                  connection.commit();
                }
              } catch (SQLException e) {
                lost.incrementAndGet();
                throw new IllegalStateException(e);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(scene.run(scene.task(Scene.spec(MIRROR)))).isEqualTo(Ending.DONE);
    done.set(true);
    application.get(30, TimeUnit.SECONDS);

    assertThat(lost).hasValue(0);
    assertFilled();
  }

  private CompletableFuture<Ending> start() throws SQLException {
    var task = scene.task(Scene.spec(MIRROR));
    return CompletableFuture.supplyAsync(() -> Scene.unchecked(() -> scene.run(task)));
  }

  private void awaitPass(int pass) throws Exception {
    scene.await("SELECT pass >= " + pass + " FROM safeddl.backfill_pass");
  }

  private void assertFilled() throws SQLException {
    assertThat(scene.number("SELECT count(*) FROM t WHERE n_big IS DISTINCT FROM n")).isZero();
    assertThat(scene.number("SELECT count(*) FROM t")).isEqualTo(ROWS);
  }
}
