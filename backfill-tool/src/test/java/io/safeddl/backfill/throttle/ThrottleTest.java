package io.safeddl.backfill.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.backfill.target.Database;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each signal, with its reason and without; and what is done where it cannot be read. */
class ThrottleTest {
  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestPostgres.server(18).createDatabase();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void aReplicaThatIsLostIsAReason() throws SQLException {
    var seen = new ReplicaLag(Duration.ofSeconds(2), OptionalInt.empty(), () -> 0);
    assertThat(seen.lost(0)).isEmpty();
    assertThat(seen.lost(2)).isEmpty();
    assertThat(seen.lost(1)).hasValueSatisfying(it -> assertThat(it).startsWith("1 of 2 replicas"));
    assertThat(seen.lost(2)).isEmpty();
    var wanted = new ReplicaLag(Duration.ofSeconds(2), OptionalInt.of(1), () -> 0);
    assertThat(wanted.lost(2)).isEmpty();
    assertThat(wanted.lost(1)).isEmpty();
    try (var session = session("safeddl-backfill")) {
      assertThat(wanted.look(session))
          .hasValueSatisfying(it -> assertThat(it).startsWith("0 of 1 replicas"));
    }
  }

  @Test
  void aReplicaIsAsLateAsThePositionThatItHasIsOld() {
    var lag = new ReplicaLag(Duration.ofSeconds(2), OptionalInt.empty(), () -> 0);
    assertThat(lag.lag(seconds(0), 100, 100)).isZero();
    assertThat(lag.lag(seconds(1), 200, 100)).isEqualTo(Duration.ofSeconds(1));
    // It stands still, and so would pg_stat_replication.replay_lag.
    assertThat(lag.lag(seconds(5), 300, 100)).isEqualTo(Duration.ofSeconds(5));
    assertThat(lag.lag(seconds(6), 300, 250)).isEqualTo(Duration.ofSeconds(5));
    assertThat(lag.lag(seconds(7), 300, 300)).isZero();
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  @Test
  void withoutAReplicaNoneIsLate() throws SQLException {
    try (var session = session("safeddl-backfill")) {
      assertThat(
              new ReplicaLag(Duration.ofMillis(1), OptionalInt.empty(), System::nanoTime)
                  .look(session))
          .isEmpty();
    }
  }

  @Test
  void theRateOfTheWalIsThatOfTheLastSeconds() {
    var rate = new WalRate(1, () -> 0);
    assertThat(rate.rate(seconds(0), 0)).isZero();
    assertThat(rate.rate(seconds(1), 1000)).isEqualTo(1000);
    assertThat(rate.rate(seconds(2), 1000)).isEqualTo(500);
    assertThat(rate.rate(seconds(9), 1000)).isZero();
  }

  @Test
  void whoWaitsForUsIsSeenAndWhoWaitsForOthersIsNot() throws Exception {
    try (var us = session("safeddl-backfill");
        var other = session("application");
        var eyes = session("safeddl-backfill")) {
      us.execute("CREATE TABLE waited (id int PRIMARY KEY)");
      us.execute("INSERT INTO waited VALUES (1), (2)");
      us.connection().setAutoCommit(false);
      us.execute("UPDATE waited SET id = id WHERE id = 1");
      var waits = start(other, "UPDATE waited SET id = id WHERE id = 1");

      assertThat(untilThere(eyes, new LockWaiters(0))).contains("1 sessions wait for rows of ours");
      assertThat(new LockWaiters(1).look(eyes)).isEmpty();
      us.connection().rollback();
      waits.get();
      assertThat(new LockWaiters(0).look(eyes)).isEmpty();
    }
  }

  @Test
  void sessionsAtWorkAreCountedWhereTheyMayBeSeen() throws Exception {
    try (var eyes = session("safeddl-backfill");
        var other = session("application")) {
      var sleeps = start(other, "SELECT pg_sleep(2)");

      assertThat(untilThere(eyes, new ActiveSessions(0))).contains("1 sessions are active");
      assertThat(new ActiveSessions(5).look(eyes)).isEmpty();

      eyes.execute("CREATE ROLE nobody_special");
      eyes.execute("SET ROLE nobody_special");
      assertThatThrownBy(() -> new ActiveSessions(5).look(eyes))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("pg_monitor");
      eyes.execute("RESET ROLE");
      eyes.execute("DROP ROLE nobody_special");
      sleeps.get();
    }
  }

  @Test
  void theUsersOwnQueryDecidesAndNoAnswerIsNone() throws SQLException {
    try (var session = session("safeddl-backfill")) {
      assertThat(new PauseWhen("select true").look(session)).contains("pauseWhen is true");
      assertThat(new PauseWhen("select 1 > 2").look(session)).isEmpty();
      assertThatThrownBy(() -> new PauseWhen("select null::bool").look(session))
          .hasMessageContaining("null");
      assertThatThrownBy(() -> new PauseWhen("select true where false").look(session))
          .hasMessageContaining("no row");
      session.execute("CREATE TABLE untouched ()");
      assertThatThrownBy(
              () ->
                  new PauseWhen(
                          "with x as (insert into public.untouched default values returning"
                              + " true) select * from x")
                      .look(session))
          .hasMessageContaining("read-only");
    }
  }

  @Test
  void checkpointsAndVacuumsAreCountedOnOldAndNewServers() throws Exception {
    for (var major : List.of(14, 18)) {
      try (var there = TestPostgres.server(major).createDatabase();
          var session = new Database(there.connect())) {
        session.execute("CREATE TABLE quiet (id int)");
        var table = session.row("SELECT 'quiet'::regclass::oid::bigint", row -> row.getLong(1));
        assertThat(new DeadRows(50, table).look(session)).isEmpty();
        assertThat(new WraparoundVacuum(table).look(session)).isEmpty();
        assertThat(new RequestedCheckpoints(0, major, System::nanoTime).look(session)).isEmpty();
      }
    }
  }

  @Test
  void whatCannotBeReadIsAReasonAndEndsWhenItCan() throws Exception {
    var broken = new AtomicBoolean(true);
    var signal =
        new Signal() {
          @Override
          public String name() {
            return "the moon";
          }

          @Override
          public Optional<String> look(Database database) throws SQLException {
            if (broken.get()) {
              throw new SQLException("clouds");
            }
            return Optional.empty();
          }
        };
    var collector =
        new Collector(
            signal,
            () -> session("safeddl-backfill"),
            Duration.ofMillis(20),
            Duration.ofSeconds(1));
    assertThat(collector.reason()).contains("the moon is not known yet");
    try (var throttle = Throttle.start(List.of(collector))) {
      await(() -> throttle.get().orElse("").contains("could not be read"));
      assertThat(throttle.get().orElseThrow()).contains("clouds");
      broken.set(false);
      await(() -> throttle.get().isEmpty());
      broken.set(true);
      // For a while the last answer holds.
      Thread.sleep(100);
      assertThat(throttle.get()).isEmpty();
      await(() -> throttle.get().isPresent());
    }
  }

  private interface Condition {
    boolean holds() throws SQLException;
  }

  private static void await(Condition condition) throws Exception {
    var limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(limit);
      Thread.sleep(20);
    }
  }

  private static String untilThere(Database eyes, Signal signal) throws Exception {
    await(() -> signal.look(eyes).isPresent());
    return signal.look(eyes).orElseThrow();
  }

  private static CompletableFuture<Void> start(Database session, String sql) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            session.execute(sql);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Database session(String application) throws SQLException {
    var properties = new Properties();
    properties.setProperty("ApplicationName", application);
    Connection connection = database.connect(properties);
    return new Database(connection);
  }
}
