package io.safeddl.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.backfill.target.Database;
import io.safeddl.testing.OwnServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The signals that only a server makes: each holds the work up, and the work goes on behind it. */
class HeldUpTest {
  /** The least that the server takes. */
  private static final int OLDEST = 100_000;

  private static final List<String> SETTINGS =
      List.of(
          "autovacuum_freeze_max_age=" + OLDEST,
          "autovacuum_naptime=1s",
          // The other databases are as old, and have their turn first.
          "autovacuum_vacuum_cost_delay=0");

  @ParameterizedTest
  @MethodSource("io.safeddl.backfill.run.ProofTest#majors")
  void itStandsBackForWhatItsServerDoes(int major) throws Exception {
    try (var server = OwnServer.start(major, SETTINGS)) {
      try (var scene = Scene.on(server.server())) {
        deadRows(scene);
      }
      try (var scene = Scene.on(server.server())) {
        checkpoints(scene);
      }
      try (var scene = Scene.on(server.server())) {
        wraparound(scene);
      }
    }
  }

  /** Until they are vacuumed away. */
  private static void deadRows(Scene scene) throws Exception {
    HeldUp.table(scene, 3000);
    inSession(scene, "INSERT INTO t SELECT g FROM generate_series(10001, 15000) g");
    inSession(scene, "DELETE FROM t WHERE id > 10000");
    try (var run = HeldUp.start(scene, "throttle: {deadRows: 40%}")) {
      run.awaitReason("of the row versions of t are dead (at most 40%)");
      scene.execute("VACUUM t");
      run.awaitEnd();
    }
  }

  /** What a session has counted is told to the others at its end at the latest. */
  private static void inSession(Scene scene, String sql) throws SQLException {
    try (var session = new Database(scene.connect())) {
      session.execute(sql);
    }
  }

  /** For a minute, so that the end is not waited for. */
  private static void checkpoints(Scene scene) throws Exception {
    HeldUp.table(scene, 60_000);
    try (var run = HeldUp.start(scene, "throttle: {requestedCheckpoints: 1}")) {
      run.awaitWork();
      for (var i = 0; i < 3; i++) {
        scene.execute("CREATE TABLE c" + i + " ()", "CHECKPOINT");
      }
      run.awaitReason("checkpoints were requested within a minute (at most 1)");
      assertThat(run.stop()).isEqualTo(Ending.STOPPED);
    }
  }

  /** Until the table has got through. */
  private static void wraparound(Scene scene) throws Exception {
    HeldUp.table(scene, 20_000);
    // So slow that it can be met.
    scene.execute(
        "ALTER TABLE t SET (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)",
        """
        DO $$ BEGIN
          FOR i IN 1..%d LOOP
            PERFORM pg_catalog.pg_current_xact_id();
            COMMIT;
          END LOOP;
        END $$
        """
            .formatted(OLDEST + 5000));
    scene.await(
        "SELECT true FROM pg_stat_activity WHERE datname = current_database()"
            + " AND query LIKE 'autovacuum: VACUUM%public.t (to prevent wraparound)%'");
    try (var run = HeldUp.start(scene, "")) {
      run.awaitReason("a vacuum of t prevents the wraparound");
      while (scene.number("SELECT age(relfrozenxid) FROM pg_class WHERE relname = 't'") > OLDEST) {
        scene.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE backend_type = 'autovacuum worker'",
            "VACUUM (FREEZE) t");
      }
      run.awaitEnd();
    }
  }
}
