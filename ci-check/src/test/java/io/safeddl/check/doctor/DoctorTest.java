package io.safeddl.check.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.check.Cli;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.LogSequenceNumber;

/** The doctor on real servers: what it says is so, and what it advises puts it right. */
@Timeout(300)
class DoctorTest {
  private static final AtomicInteger ROLES = new AtomicInteger();
  private static final String PASSWORD = "secret";

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aSuperuserOnAnEmptyDatabaseIsWell(int major) {
    try (var database = TestPostgres.server(major).createDatabase()) {
      var result = Cli.on(database, "doctor");
      assertThat(result.err()).isEmpty();
      assertThat(result.exitCode()).isZero();
      assertThat(result.out())
          .contains("OK       server-version: PostgreSQL " + major + ".")
          .contains("OK       pooler: connected without a pooler")
          .contains("0 problems, 0 limited")
          .doesNotContain("PROBLEM");
    }
  }

  /** Servers that are not at hand. */
  @ParameterizedTest
  @CsvSource({"130018, PROBLEM", "140003, PROBLEM", "140004, OK", "180004, OK", "190000, LIMITED"})
  void versionsAreJudged(int version, Level level) throws SQLException {
    try (var database = TestPostgres.server().createDatabase();
        var server = DoctorServers.of(database)) {
      var patient = new Patient(server, version, "x", "r", false, "d", false);
      assertThat(ServerChecks.version(patient)).extracting(Line::level).containsExactly(level);
    }
  }

  /** What it says of a role without any right is true when the advised SQL has been run. */
  @ParameterizedTest
  @ValueSource(ints = {14, 15, 18})
  void whatItAdvisesForARoleWithoutRightsHelps(int major) throws SQLException {
    try (var database = TestPostgres.server(major).createDatabase()) {
      var owner = role(database);
      var role = role(database);
      execute(
          database,
          "CREATE TABLE public.a (id int)",
          "CREATE TABLE public.\"B b\" (id int)",
          "ALTER TABLE public.a OWNER TO " + owner,
          "ALTER TABLE public.\"B b\" OWNER TO " + owner,
          "REVOKE TEMPORARY ON DATABASE " + database.name() + " FROM PUBLIC");
      try {
        var before = examine(database, role, 1);
        assertThat(before.of("tables").level()).isEqualTo("problem");
        assertThat(before.of("tables").message()).contains("2 of 2", "public.\"B b\"");
        for (var check : List.of("pg-monitor", "autovacuum", "temp", "journal-schema")) {
          assertThat(before.of(check).level()).as(check).isEqualTo("limited");
        }
        for (var said : before.lines()) {
          run(database, said.remedy());
        }

        var after = examine(database, role, 0);
        for (var check : List.of("tables", "pg-monitor", "temp", "journal-schema")) {
          assertThat(after.of(check).level()).as(check).isEqualTo("ok");
        }
        assertThat(after.of("autovacuum").level()).isEqualTo(major < 15 ? "limited" : "ok");
        assertThat(canDoWhatTheDriverDoes(database, role)).isTrue();
      } finally {
        execute(
            database,
            "DROP OWNED BY " + role + " CASCADE",
            "DROP OWNED BY " + owner + " CASCADE",
            "DROP ROLE " + role,
            "DROP ROLE " + owner);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatMigrationsLeftIsNamedWithTheSqlThatSettlesIt(int major) throws SQLException {
    try (var database = TestPostgres.server(major).createDatabase()) {
      execute(
          database,
          "CREATE TABLE t (id int)",
          "INSERT INTO t VALUES (1), (1)",
          "ALTER TABLE t ADD CONSTRAINT positive CHECK (id > 0) NOT VALID",
          "CREATE DOMAIN d AS int",
          "ALTER DOMAIN d ADD CONSTRAINT small CHECK (VALUE < 9) NOT VALID",
          "CREATE TABLE p (id int) PARTITION BY LIST (id)",
          "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
          "CREATE INDEX i ON ONLY p (id)");
      fails(database, "CREATE UNIQUE INDEX CONCURRENTLY u ON t (id)");
      halfDetach(database);

      var before = Examination.of(database, database.user(), database.password(), 1).lines();
      assertThat(before)
          .extracting(Examination.Said::message)
          .anyMatch(m -> m.startsWith("index public.u on public.t is INVALID"))
          .anyMatch(m -> m.startsWith("index public.i on public.p is INVALID: a partition"))
          .anyMatch(m -> m.startsWith("constraint positive on public.t is NOT VALID"))
          .anyMatch(m -> m.startsWith("constraint small on public.d is NOT VALID"))
          .anyMatch(m -> m.startsWith("partition public.p1 of public.p is half detached"));
      execute(database, "DELETE FROM t", "DROP INDEX i");
      for (var said : before) {
        run(database, said.remedy());
      }
      assertThat(Examination.of(database, database.user(), database.password(), 0).lines())
          .extracting(Examination.Said::level)
          .containsOnly("ok");
    }
  }

  @Test
  void preparedAndLongTransactionsAreNamed() throws SQLException {
    try (var database = TestPostgres.server().createDatabase();
        var other = database.connect();
        var server = DoctorServers.of(database)) {
      var patient = Patient.of(server);
      assertThat(TransactionChecks.running(patient, 0))
          .extracting(Line::level)
          .containsOnly(Level.OK);
      other.setAutoCommit(false);
      var pid = backend(other);

      var running = TransactionChecks.running(patient, 0);
      assertThat(running).singleElement().extracting(Line::level).isEqualTo(Level.LIMITED);
      assertThat(running.get(0).message()).contains("pid " + pid, "idle in transaction");
      other.rollback();

      execute(database, "BEGIN; CREATE TABLE t (id int); PREPARE TRANSACTION 'it''s mine'");
      var prepared = Examination.of(database, database.user(), database.password(), 0);
      assertThat(prepared.of("prepared-transactions").message()).contains("'it''s mine'");
      execute(database, "ROLLBACK PREPARED 'it''s mine'");
    }
  }

  @Test
  void theJournalOfSomebodyElseIsNotTrusted() throws SQLException {
    try (var database = TestPostgres.server().createDatabase()) {
      var stranger = role(database);
      var role = role(database);
      try {
        execute(
            database,
            "CREATE SCHEMA safeddl AUTHORIZATION " + stranger,
            "GRANT USAGE, CREATE ON SCHEMA safeddl TO " + role);
        var before = examine(database, role, 1).of("journal-schema");
        assertThat(before.level()).isEqualTo("problem");
        assertThat(before.message()).contains("belongs to role " + stranger);

        run(database, before.remedy());
        assertThat(examine(database, role, 0).of("journal-schema").level()).isEqualTo("ok");
      } finally {
        execute(
            database,
            "DROP OWNED BY " + role + ", " + stranger + " CASCADE",
            "DROP ROLE " + role,
            "DROP ROLE " + stranger);
      }
    }
  }

  @Test
  void anAttachedStandbyIsNamed() throws SQLException {
    try (var database = TestPostgres.server().createDatabase()) {
      var properties = new Properties();
      PGProperty.REPLICATION.set(properties, "true");
      PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
      PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
      PGProperty.APPLICATION_NAME.set(properties, "reader");
      try (var replication = database.connect(properties);
          var stream =
              replication
                  .unwrap(PGConnection.class)
                  .getReplicationAPI()
                  .replicationStream()
                  .physical()
                  .withStartPosition(LogSequenceNumber.valueOf(position(database)))
                  .start()) {
        assertThat(stream.isClosed()).isFalse();
        var said = Examination.of(database, database.user(), database.password(), 0).of("standbys");
        assertThat(said.level()).isEqualTo("limited");
        assertThat(said.message()).startsWith("standby reader (");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPoolerIsRecognised(boolean byTransaction) throws SQLException, IOException {
    try (var database = TestPostgres.server().createDatabase();
        var pooler =
            new TransactionPooler(
                database.server().host(), database.server().port(), byTransaction)) {
      var url = "jdbc:safeddl:postgresql://127.0.0.1:" + pooler.port() + "/" + database.name();
      var result =
          Cli.run(
              Map.of("PGPASSWORD", database.password()),
              "",
              "doctor",
              "--url",
              url,
              "--user",
              database.user(),
              "--format",
              "json");
      assertThat(result.err()).isEmpty();
      var pooled = Examination.read(result.out()).of("pooler");
      assertThat(pooled.level()).isEqualTo(byTransaction ? "problem" : "limited");
      assertThat(result.exitCode()).isEqualTo(byTransaction ? 1 : 0);
    }
  }

  @Test
  void theEnvironmentSaysWhereToConnect() {
    try (var database = TestPostgres.server().createDatabase()) {
      var environment =
          Map.of(
              "PGHOST", database.server().host(),
              "PGPORT", String.valueOf(database.server().port()),
              "PGDATABASE", database.name(),
              "PGUSER", database.user(),
              "PGPASSWORD", database.password());
      var result = Cli.run(environment, "", "doctor");
      assertThat(result.err()).isEmpty();
      assertThat(result.out()).contains("in database " + database.name());
    }
  }

  @Test
  void withoutAConnectionItIsWrongUse() {
    var nobody = Cli.run(Map.of(), "", "doctor", "--url", "jdbc:postgresql://localhost:1/none");
    assertThat(nobody.exitCode()).isEqualTo(2);
    assertThat(nobody.err()).startsWith("safeddl-check: ");
    assertThat(nobody.out()).isEmpty();

    var other = Cli.run(Map.of(), "", "doctor", "--url", "jdbc:mysql://localhost/none");
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err()).contains("jdbc:safeddl:postgresql:");
  }

  private static Examination examine(TestDatabase database, String role, int exitCode) {
    return Examination.of(database, role, PASSWORD, exitCode);
  }

  /** The first of the choices, as a superuser; but what has a place to be filled in. */
  private static void run(TestDatabase database, List<String> remedy) throws SQLException {
    for (var sql : remedy) {
      if (sql.equals("-- or")) {
        return;
      }
      if (!sql.startsWith("--") && !sql.contains("<")) {
        execute(database, sql);
      }
    }
  }

  private static boolean canDoWhatTheDriverDoes(TestDatabase database, String role)
      throws SQLException {
    try (var connection = connect(database, role)) {
      execute(
          connection,
          "ALTER TABLE public.a ADD COLUMN c int",
          "CREATE TEMP TABLE twin (LIKE public.a)",
          "CREATE TABLE safeddl.journal (id int)");
    }
    return true;
  }

  private static String role(TestDatabase database) throws SQLException {
    var name = "doctor_" + ProcessHandle.current().pid() + "_" + ROLES.incrementAndGet();
    execute(database, "CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'");
    return name;
  }

  private static Connection connect(TestDatabase database, String role) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), role, PASSWORD);
  }

  private static void execute(TestDatabase database, String... statements) throws SQLException {
    try (var connection = database.connect()) {
      execute(connection, statements);
    }
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static void fails(TestDatabase database, String... statements) {
    assertThatThrownBy(() -> execute(database, statements)).isInstanceOf(SQLException.class);
  }

  /** A reader holds the second half back until the detaching one gives up. */
  private static void halfDetach(TestDatabase database) throws SQLException {
    try (var reader = database.connect()) {
      reader.setAutoCommit(false);
      execute(reader, "SELECT FROM p");
      fails(
          database,
          "SET statement_timeout = '500ms'",
          "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY");
      reader.rollback();
    }
  }

  private static int backend(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static String position(TestDatabase database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT pg_current_wal_lsn()")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
