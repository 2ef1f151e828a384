package io.safeddl.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.backfill.run.RunOptions.Walk;
import io.safeddl.backfill.state.StateException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables of all shapes, walked to their end, with nobody else about. */
class BackfillTest {
  private static final String MIRROR =
      "table: public.t\ncolumns: [{from: n, to: n_big, type: bigint}]";
  private static final String FILL = "table: public.t\nset: {n_big: n + 1}\nwhere: n_big is null";

  private Scene scene;

  @BeforeEach
  void open() throws SQLException {
    scene = Scene.on(18);
  }

  @AfterEach
  void close() throws SQLException {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id int PRIMARY KEY",
        "id uuid PRIMARY KEY",
        "id text PRIMARY KEY",
        "id numeric PRIMARY KEY",
        "id timestamptz PRIMARY KEY",
        "id \"char\", other int, PRIMARY KEY (other, id)",
        "id text COLLATE \"C\" NOT NULL UNIQUE"
      })
  void everyRowIsFilledInTheOrderOfTheKey(String key) throws Exception {
    table(key, 1500);
    scene.makeTrigger(Scene.spec(MIRROR));

    assertThat(scene.run(scene.task(Scene.spec(MIRROR)), Scene.walk(Walk.KEY)))
        .isEqualTo(Ending.DONE);

    assertAllFilled(1500);
  }

  @Test
  void aTableWithoutAKeyIsFilledInTheOrderOfTheHeap() throws Exception {
    table("id int", 20_000);
    scene.makeTrigger(Scene.spec(MIRROR));

    assertThat(scene.run(scene.task(Scene.spec(MIRROR)))).isEqualTo(Ending.DONE);

    assertAllFilled(20_000);
    // One row of each page's first stripe moves; those behind it find its room.
    assertThat(scene.number("SELECT sum(hot) * 100 / sum(rows) FROM safeddl.backfill_chunk"))
        .isGreaterThan(60);
  }

  @Test
  void aTableWithoutAKeyIsNotWalkedByItsKey() throws Exception {
    table("id int", 10);
    scene.makeTrigger(Scene.spec(MIRROR));

    assertThatThrownBy(() -> scene.run(scene.task(Scene.spec(MIRROR)), Scene.walk(Walk.KEY)))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("no key");
  }

  @Test
  void severalWorkersShareTheTableAndDoNothingTwice() throws Exception {
    scene.execute(
        "CREATE TABLE t (id int PRIMARY KEY, n int, n_big bigint, filler text)",
        "INSERT INTO t SELECT g, g, NULL, repeat('x', 900) FROM generate_series(1, 20000) g");
    scene.makeTrigger(Scene.spec(MIRROR));

    assertThat(scene.run(scene.task(Scene.spec(MIRROR)), Scene.workers(3))).isEqualTo(Ending.DONE);

    assertAllFilled(20_000);
    assertThat(
            scene.number(
                "SELECT count(DISTINCT worker) FROM safeddl.backfill_chunk WHERE pass = 1"))
        .isGreaterThan(1);
  }

  @Test
  void partitionsAreFilledAndAlsoOneThatIsAttachedMeanwhile() throws Exception {
    scene.execute(
        "CREATE TABLE t (id int, n int, n_big bigint, PRIMARY KEY (id)) PARTITION BY RANGE (id)",
        "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (1000)",
        "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (1000) TO (2000)",
        "CREATE TABLE t3 (id int PRIMARY KEY, n int, n_big bigint)",
        "INSERT INTO t SELECT g, g, NULL FROM generate_series(1, 1999) g",
        "INSERT INTO t3 SELECT g, g, NULL FROM generate_series(2000, 2999) g");
    scene.makeTrigger(Scene.spec(MIRROR));
    var attach =
        scene.once(3, "ALTER TABLE t ATTACH PARTITION t3 FOR VALUES FROM (2000) TO (3000)");

    var task = scene.task(Scene.spec(MIRROR));
    assertThat(scene.backfill(task, Scene.QUICK, attach).run()).isEqualTo(Ending.DONE);

    assertAllFilled(2999);
  }

  @Test
  void aFillSetsWhatItsConditionNames() throws Exception {
    table("id int PRIMARY KEY", 5000);
    scene.execute("UPDATE t SET n_big = -7 WHERE id % 2 = 0");

    assertThat(scene.run(scene.task(Scene.spec(FILL)))).isEqualTo(Ending.DONE);

    assertThat(scene.number("SELECT count(*) FROM t WHERE n_big = n + 1")).isEqualTo(2500);
    assertThat(scene.number("SELECT count(*) FROM t WHERE n_big = -7")).isEqualTo(2500);
  }

  @Test
  void aFillThatIsRunAgainSetsWhatHasComeSince() throws Exception {
    table("id int PRIMARY KEY", 100);
    for (var time = 1; time <= 7; time++) {
      assertThat(scene.run(scene.task(Scene.spec(FILL)))).isEqualTo(Ending.DONE);
      scene.execute("INSERT INTO t VALUES (100 + " + time + ", 1, NULL)");
    }

    assertThat(scene.number("SELECT count(*) FROM t WHERE n_big = n + 1")).isEqualTo(106);
  }

  @Test
  void aFillWhoseConditionStaysTrueComesToAnEnd() throws Exception {
    table("id int PRIMARY KEY", 100);
    var never = "table: public.t\nset: {n_big: n}\nwhere: n > 0";

    assertThat(scene.run(scene.task(Scene.spec(never)))).isEqualTo(Ending.NOT_SETTLED);
  }

  @Test
  void rowsThatCannotBeWrittenArePutAsideAndAllOthersWritten() throws Exception {
    scene.execute(
        "CREATE TABLE t (id int PRIMARY KEY, s text, n int)",
        "INSERT INTO t SELECT g, CASE WHEN g % 4000 = 7 THEN 'no' ELSE g::text END"
            + " FROM generate_series(1, 20000) g");
    var spec = Scene.spec("table: public.t\nset: {n: 's::int'}\nwhere: n is null");
    for (var walk : new Walk[] {Walk.BLOCKS, Walk.KEY}) {
      assertThat(scene.run(scene.task(spec), Scene.walk(walk))).isEqualTo(Ending.QUARANTINED);

      assertThat(scene.quarantine())
          .containsExactly(
              "{12007} 22P02", "{16007} 22P02", "{4007} 22P02", "{7} 22P02", "{8007} 22P02");
      assertThat(scene.number("SELECT count(*) FROM t WHERE n IS NULL")).isEqualTo(5);
      scene.execute("UPDATE t SET n = NULL");
    }
    scene.execute("UPDATE t SET s = '1' WHERE s = 'no'");

    assertThat(scene.run(scene.task(spec))).isEqualTo(Ending.DONE);

    assertThat(scene.quarantine()).isEmpty();
  }

  @Test
  void tooManyRowsThatCannotBeWrittenEndTheRun() throws Exception {
    scene.execute(
        "CREATE TABLE t (id int PRIMARY KEY, n int, n_big bigint CHECK (n_big < 50))",
        "INSERT INTO t SELECT g, g FROM generate_series(1, 100) g");
    var options =
        new RunOptions(1, Duration.ofSeconds(2), Duration.ofSeconds(2), Walk.AUTO, 10, true);

    assertThatThrownBy(() -> scene.run(scene.task(Scene.spec(FILL)), options))
        .isInstanceOf(TooManyFailuresException.class)
        .hasMessageContaining("more than 10 rows");
  }

  @Test
  void withoutItsTriggerAMirrorIsNotFilled() throws Exception {
    table("id int PRIMARY KEY", 10);
    var task =
        scene.task(
            Scene.spec(MIRROR),
            database -> {
              throw new StateException("no trigger");
            });

    assertThatThrownBy(() -> scene.run(task)).hasMessageContaining("no trigger");
    assertThat(scene.number("SELECT count(*) FROM t WHERE n_big IS NOT NULL")).isZero();
  }

  @Test
  void outsideOfItsHoursNothingIsWritten() throws Exception {
    table("id int PRIMARY KEY", 10);
    var spec = Scene.spec(FILL + "\nwindow: 22:00-06:00 Europe/Berlin");
    var noon = Clock.fixed(Instant.parse("2026-06-01T10:00:00Z"), ZoneOffset.UTC);
    var run = new Backfill(scene.task(spec), Scene.QUICK, scene.sessions(), Optional::empty, noon);

    assertThat(run.run()).isEqualTo(Ending.OUTSIDE_WINDOW);
    assertThat(scene.number("SELECT count(*) FROM t WHERE n_big IS NOT NULL")).isZero();
  }

  private void assertAllFilled(long rows) throws SQLException {
    assertThat(scene.number("SELECT count(*) FROM t WHERE n_big IS DISTINCT FROM n")).isZero();
    assertThat(scene.number("SELECT count(*) FROM t")).isEqualTo(rows);
    assertThat(scene.number("SELECT sum(rows) FROM safeddl.backfill_chunk")).isEqualTo(rows);
  }

  private void table(String key, int rows) throws SQLException {
    scene.execute("CREATE TABLE t (" + key + ", n int, n_big bigint, filler text)");
    var value =
        key.contains("uuid")
            ? "gen_random_uuid()"
            : key.contains("timestamptz")
                ? "now() + g * interval '1 s'"
                : key.contains("text") ? "'it''s \\ ' || g" : key.contains("char") ? "'x', g" : "g";
    scene.execute(
        "INSERT INTO t SELECT "
            + value
            + ", g, NULL, repeat('x', 80) FROM generate_series(1, "
            + rows
            + ") g");
  }
}
