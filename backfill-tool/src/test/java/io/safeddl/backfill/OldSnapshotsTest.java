package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that see the rows as they were before they were filled. */
class OldSnapshotsTest {
  private static final String SPEC =
      "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}";

  private static final String TABLE =
      "CREATE TABLE t (id int PRIMARY KEY, n int);"
          + "INSERT INTO t SELECT g, g FROM generate_series(1, 2000) g";

  @TempDir Path folder;

  /** A transaction with a snapshot, which has not touched the table yet. */
  private static Connection snapshot(Shell shell, String user, String more) throws SQLException {
    var connection = DriverManager.getConnection(shell.owner.jdbcUrl(), user, password(shell));
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL application_name = 'a report'");
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute(more);
    }
    return connection;
  }

  private static String password(Shell shell) {
    return shell.owner.password();
  }

  private static long unreadable(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM t WHERE n IS NULL")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void fromBeforeTheFillAreWaitedFor(int major) throws Exception {
    try (var shell = new Shell(major, folder, TABLE, SPEC)) {
      shell.all("expand");
      try (var old = snapshot(shell, shell.owner.user(), "SELECT 1")) {
        shell.all("run", "build", "verify");
        shell.refused(
            1, "cutover --wait 1s", "must wait", "(a report, ", "since 2", "before the rows");
        var cutover = CompletableFuture.supplyAsync(() -> shell.run("cutover", "--wait", "60s"));
        Thread.sleep(1500);
        assertThat(cutover).isNotDone();
        assertThat(unreadable(old)).isZero();
        old.rollback();
        assertThat(cutover.get()).as(shell.said()).isZero();
        assertThat(shell.said()).contains("Waits for transactions", "a report");
      }
    }
  }

  /** The reason for it all. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void wouldReadNull(int major) throws Exception {
    try (var shell = new Shell(major, folder, TABLE, SPEC)) {
      shell.all("expand");
      try (var old = snapshot(shell, shell.owner.user(), "SELECT 1")) {
        shell.all("run", "verify");
        try (var later = snapshot(shell, shell.owner.user(), "SELECT 1")) {
          shell.execute("ALTER TABLE t RENAME n TO n_old");
          shell.execute("ALTER TABLE t RENAME n_big TO n");
          assertThat(unreadable(old)).isEqualTo(2000);
          assertThat(unreadable(later)).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 18)
  void fromBehindTheFillAreNot(int major) throws Exception {
    try (var shell = new Shell(major, folder, TABLE, SPEC);
        var writer = shell.owner.connect();
        var statement = writer.createStatement()) {
      // It holds no snapshot between its statements, and back the horizon of all that follow.
      writer.setAutoCommit(false);
      statement.execute("CREATE TABLE other ()");
      shell.all("expand", "run", "build");
      try (var later = snapshot(shell, shell.owner.user(), "SELECT 1")) {
        shell.all("verify");
        // Its snapshot begins with the writer, so it cannot be told from an old one.
        shell.refused(1, "cutover --wait 1s", "a report");
        writer.commit();
        later.rollback();
      }
      try (var later = snapshot(shell, shell.owner.user(), "SELECT 1")) {
        shell.all("verify", "cutover --wait 1s");
        assertThat(unreadable(later)).isZero();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 18)
  void thatThisRoleMayNotLookAtCountAsOld(int major) throws Exception {
    try (var shell = new Shell(major, folder, TABLE, SPEC)) {
      var role = "plain_" + shell.owner.name();
      shell.execute(
          "CREATE ROLE "
              + role
              + " LOGIN PASSWORD '"
              + password(shell)
              + "'; ALTER TABLE t OWNER TO "
              + role
              + "; GRANT CREATE ON DATABASE "
              + shell.owner.name()
              + " TO "
              + role
              + "; GRANT CREATE ON SCHEMA public TO "
              + role);
      try {
        shell.as(role);
        shell.all("expand", "run", "build", "verify");
        try (var any = snapshot(shell, shell.owner.user(), "SELECT 1")) {
          shell.refused(1, "cutover --wait 1s", "a report", "pg_read_all_stats");
          any.rollback();
        }
        try (var own = snapshot(shell, role, "SELECT 1")) {
          shell.all("cutover --wait 1s");
          own.rollback();
        }
      } finally {
        shell.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
      }
    }
  }

  /** Of a small table that a migration fills the moment of its cutover counts. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aMigrationWaitsForThemToo(int major) throws Exception {
    try (var shell = new Shell(major, folder, TABLE, SPEC)) {
      var plan = folder.resolve("plan-" + major);
      shell.all("plan --for sql --out " + plan);
      try (var old = snapshot(shell, shell.owner.user(), "SELECT 1");
          // As Flyway holds its lock.
          var lock =
              snapshot(
                  shell,
                  shell.owner.user(),
                  "SELECT pg_advisory_xact_lock(1), set_config('application_name',"
                      + " 'PostgreSQL JDBC Driver', true)")) {
        var texts = new ArrayList<String>();
        try (var files = Files.list(plan)) {
          for (var file : files.filter(it -> it.toString().endsWith(".sql")).sorted().toList()) {
            texts.add(Files.readString(file));
          }
        }
        assertThat(texts).hasSize(5);
        for (var text : texts.subList(0, 3)) {
          shell.execute(text);
        }
        var cutover = texts.get(3);
        assertThat(cutover).contains("'60 s'");
        assertThatThrownBy(() -> shell.execute(cutover.replace("'60 s'", "'1 s'")))
            .hasMessageContaining("would read NULL: process")
            .hasMessageContaining("a report");
        shell.execute("ROLLBACK");
        var waits = CompletableFuture.runAsync(() -> migrate(shell, cutover));
        Thread.sleep(1500);
        assertThat(waits).isNotDone();
        old.rollback();
        waits.get();
        assertThat(lock.isClosed()).isFalse();
      }
      assertThat(shell.number("SELECT count(*) FROM t WHERE pg_typeof(n) = 'bigint'::regtype"))
          .isEqualTo(2000);
    }
  }

  private static void migrate(Shell shell, String text) {
    try (var session = shell.owner.connect();
        var statement = session.createStatement()) {
      statement.execute(text);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Parallel dumps work so. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void thatAreTakenOverCountToo(int major) throws Exception {
    try (var shell = new Shell(major, folder, TABLE, SPEC)) {
      shell.all("expand");
      try (var old = snapshot(shell, shell.owner.user(), "SELECT 1")) {
        shell.all("run", "build", "verify");
        String name;
        try (var statement = old.createStatement();
            var rows = statement.executeQuery("SELECT pg_export_snapshot()")) {
          rows.next();
          name = rows.getString(1);
        }
        var cutover = CompletableFuture.supplyAsync(() -> shell.run("cutover", "--wait", "60s"));
        Thread.sleep(1500);
        try (var worker =
            snapshot(shell, shell.owner.user(), "SET TRANSACTION SNAPSHOT '" + name + "'")) {
          old.rollback();
          assertThat(cutover.get()).as(shell.said()).isEqualTo(1);
          assertThat(shell.said()).contains("with a snapshot that is older than the fill");
          assertThat(unreadable(worker)).isZero();
          worker.rollback();
        }
        shell.all("cutover");
      }
    }
  }
}
