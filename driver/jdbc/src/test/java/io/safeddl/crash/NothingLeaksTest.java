package io.safeddl.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is left behind is found. */
class NothingLeaksTest {
  private static final TestDatabase DATABASE = TestPostgres.server().createDatabase();

  @AfterAll
  static void drop() {
    DATABASE.close();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    Arena.run(connection, sql);
  }

  @Test
  void findsWhatIsHalfDoneAndNothingElse() throws SQLException {
    try (var c = DATABASE.connect()) {
      run(
          c,
          "CREATE TABLE p (id int PRIMARY KEY) PARTITION BY RANGE (id);"
              + "CREATE TABLE q PARTITION OF p FOR VALUES FROM (0) TO (9);"
              + "CREATE INDEX half ON ONLY p (id);"
              + "CREATE TABLE t (a int, b int);"
              + "ALTER TABLE t ADD CONSTRAINT later CHECK (a > 0) NOT VALID;"
              + "ALTER TABLE t ADD CONSTRAINT never FOREIGN KEY (b) REFERENCES p NOT ENFORCED;"
              + "ALTER TABLE t ADD CONSTRAINT now CHECK (b > 0)");
    }
    assertThat(NothingLeaks.findIn(DATABASE, Set.of()))
        .containsExactlyInAnyOrder("INVALID index half", "NOT VALID constraint later of t");
    assertThat(NothingLeaks.findIn(DATABASE, Set.of("half", "later"))).isEmpty();
    try (var c = DATABASE.connect()) {
      run(c, "DROP TABLE t, p");
      run(c, "CREATE SCHEMA safeddl; CREATE TABLE safeddl.journal AS SELECT 1 AS ordinal");
    }
    assertThat(NothingLeaks.findIn(DATABASE, Set.of())).containsExactly("journal row (1)");
    try (var c = DATABASE.connect()) {
      run(c, "DROP SCHEMA safeddl CASCADE");
    }
  }

  @Test
  void findsWhoIsStillThere() throws Exception {
    var thread = new Thread(NothingLeaksTest::sleep, "safeddl-left");
    try (var idle = DATABASE.connect();
        var open = DATABASE.connect()) {
      run(idle, "SELECT pg_advisory_lock(7)");
      open.setAutoCommit(false);
      run(open, "CREATE TABLE locked (a int)");
      thread.start();
      assertThat(NothingLeaks.findIn(DATABASE, Set.of(), Duration.ofMillis(100)))
          .anyMatch(l -> l.startsWith("session") && l.contains("idle in transaction"))
          .anyMatch(l -> l.startsWith("lock advisory ExclusiveLock"))
          .anyMatch(l -> l.startsWith("lock relation AccessExclusiveLock"))
          .contains("thread safeddl-left");
    } finally {
      thread.interrupt();
      thread.join();
    }
    NothingLeaks.assertIn(DATABASE, Set.of());
  }

  private static void sleep() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void findsASettingThatIsNotAsBefore() throws SQLException {
    try (var c = DATABASE.connect()) {
      NothingLeaks.assertSettingsAreFresh(DATABASE, c);
      var before = NothingLeaks.settings(c);
      run(c, "SET lock_timeout = '50ms'");
      assertThat(NothingLeaks.differences(before, NothingLeaks.settings(c)))
          .containsExactly("lock_timeout was 0 and is 50ms");
    }
  }
}
