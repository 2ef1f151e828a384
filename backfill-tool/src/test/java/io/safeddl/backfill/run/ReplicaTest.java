package io.safeddl.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.backfill.target.Database;
import io.safeddl.testing.OwnServer;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With a real replica, which follows by streaming. */
class ReplicaTest {
  private static final long LIMIT_MILLIS = 1500;

  @ParameterizedTest
  @MethodSource("io.safeddl.backfill.run.ProofTest#majors")
  void itWaitsForTheReplicaAndKeepsTheLagUnderItsLimit(int major) throws Exception {
    try (var primary = OwnServer.start(major);
        var standby = primary.standby();
        var scene = Scene.on(primary.server());
        var there = new Database(standby.server().connect())) {
      HeldUp.table(scene, 60_000);
      scene.execute("CREATE TABLE heartbeat AS SELECT clock_timestamp() AS at");
      scene.await("SELECT count(*) = 1 FROM pg_stat_replication WHERE state = 'streaming'");
      var over = new AtomicBoolean();
      var options = "throttle: {replicaLag: " + LIMIT_MILLIS + "ms}";
      try (var run = HeldUp.start(scene, options)) {
        run.awaitWork();
        there.execute("SELECT pg_wal_replay_pause()");
        run.awaitReason("ms behind (at most " + LIMIT_MILLIS + ")");
        there.execute("SELECT pg_wal_replay_resume()");
        // From here on it is the replica's own pace.
        caughtUp(scene, there);
        var worst = CompletableFuture.supplyAsync(() -> worst(scene, standby, over));
        run.awaitEnd();
        over.set(true);
        assertThat(worst.get()).as("milliseconds behind, at most").isBetween(1L, LIMIT_MILLIS);
      } finally {
        over.set(true);
      }
    }
  }

  private static void caughtUp(Scene scene, Database there) throws Exception {
    var position =
        scene.session().row("SELECT pg_current_wal_lsn()::text", row -> row.getString(1));
    while (there.row(
            "SELECT pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '" + position + "')",
            row -> row.getLong(1))
        < 0) {
      Thread.sleep(20);
    }
  }

  /** By a row that is written here and read there: nothing that the throttle itself looks at. */
  private static long worst(Scene scene, OwnServer standby, AtomicBoolean over) {
    return Scene.unchecked(
        () -> {
          var worst = 0L;
          try (var here = new Database(scene.connect());
              var there = read(scene, standby)) {
            while (!over.get()) {
              here.execute("UPDATE heartbeat SET at = clock_timestamp()");
              Thread.sleep(20);
              worst =
                  Math.max(
                      worst,
                      there.row(
                          "SELECT CAST(extract(epoch FROM clock_timestamp() - at) * 1000 AS bigint)"
                              + " FROM heartbeat",
                          row -> row.getLong(1)));
            }
          }
          return worst;
        });
  }

  private static Database read(Scene scene, OwnServer standby) throws SQLException {
    return new Database(standby.server().connect(scene.database().name(), new Properties()));
  }
}
