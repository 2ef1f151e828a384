package io.safeddl.catalog.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.catalog.CatalogReadException;
import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.sql.QualifiedName;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** That reading neither disturbs the session, nor waits for others, nor can be fooled. */
@ParameterizedClass
@ValueSource(ints = {14, 18})
class LiveCatalogMannersTest extends LiveCatalogFixture {
  LiveCatalogMannersTest(int major) {
    super(major);
  }

  @Test
  void namesAreFoundAsThePathFindsThem() throws SQLException {
    run(
        "CREATE SCHEMA \"a'b\\\"",
        "CREATE TABLE \"a'b\\\".t (other int)",
        "CREATE TABLE public.t (pub int)",
        "CREATE TABLE pg_temp.s (tmp int)",
        "CREATE TABLE public.s (pub int)",
        "CREATE TABLE \"x = y\" (odd int)");
    assertThat(first("t")).isEqualTo("pub");
    assertThat(first("s")).isEqualTo("tmp");
    assertThat(relation("s").temporary()).isTrue();
    assertThat(first("x = y")).isEqualTo("odd");
    assertThat(firstOf(QualifiedName.of("a'b\\", "t"))).isEqualTo("other");
    assertThat(firstOf(QualifiedName.of("pg_temp", "s"))).isEqualTo("tmp");
    assertThat(firstOf(QualifiedName.of("public", "s"))).isEqualTo("pub");
    assertThat(LiveCatalog.open(connection).relation(QualifiedName.of("nope"))).isEmpty();
    assertThat(LiveCatalog.open(connection).relation(QualifiedName.of("nope", "t"))).isEmpty();
    run("SET search_path = \"a'b\\\", public, pg_temp", "SET standard_conforming_strings = off");
    assertThat(first("t")).isEqualTo("other");
    assertThat(first("s")).isEqualTo("pub");
    assertThat(firstOf(QualifiedName.of("a'b\\", "t"))).isEqualTo("other");
  }

  @Test
  void aHostileSearchPathFoolsNobody() throws SQLException {
    run(
        "CREATE TABLE real (a int PRIMARY KEY, b text DEFAULT 'x')",
        "CREATE SCHEMA evil",
        "SET search_path = evil, public, pg_catalog",
        "CREATE TABLE evil.pg_class (oid oid, relname name, relkind \"char\")",
        "CREATE TABLE evil.pg_namespace (oid oid)",
        "CREATE TABLE evil.pg_locks (relation oid)",
        "CREATE FUNCTION evil.no(name, name) RETURNS boolean LANGUAGE sql" + " AS 'SELECT false'",
        "CREATE OPERATOR evil.= (FUNCTION = evil.no, LEFTARG = name, RIGHTARG = name)",
        "CREATE FUNCTION evil.no(oid, oid) RETURNS boolean LANGUAGE sql AS 'SELECT false'",
        "CREATE OPERATOR evil.= (FUNCTION = evil.no, LEFTARG = oid, RIGHTARG = oid)",
        "CREATE FUNCTION evil.format_type(oid, int) RETURNS text LANGUAGE sql"
            + " AS $$SELECT 'fooled'$$",
        "SET quote_all_identifiers = on",
        "SET extra_float_digits = -15",
        "SET bytea_output = escape",
        "SET array_nulls = off");
    var table = relation("real");
    assertThat(table.name()).isEqualTo(QualifiedName.of("public", "real"));
    assertThat(table.columns()).hasSize(2);
    assertThat(table.columns().get(0).type().name()).isEqualTo(QualifiedName.of("int4"));
    assertThat(table.constraints()).extracting(Constraint::name).contains("real_pkey");
  }

  @Test
  void createdInTransactionIsWhatThisTransactionMade() throws SQLException {
    run("CREATE TABLE before (a int)", "CREATE TABLE renamed (a int)");
    connection.setAutoCommit(false);
    run(
        "ALTER TABLE before ADD b int",
        "ALTER TABLE before OWNER TO CURRENT_USER",
        "ALTER TABLE renamed RENAME TO renamed2",
        "CREATE TABLE plain (a int PRIMARY KEY)",
        "SAVEPOINT s1",
        "CREATE TABLE released (a int)",
        "CREATE INDEX released_i ON released (a)",
        "RELEASE s1",
        "SAVEPOINT s2",
        "CREATE TABLE nested (a int)",
        "ALTER TABLE plain ADD b int",
        "CREATE VIEW v AS SELECT a FROM before");
    assertThat(relation("before").createdInTransaction()).isFalse();
    assertThat(relation("renamed2").createdInTransaction()).isFalse();
    // Another session moves the counter on, so that our subtransactions lie in the past.
    try (var other = database().connect();
        var statement = other.createStatement()) {
      statement.execute("CREATE TABLE elsewhere (a int)");
    }
    run("LOCK TABLE elsewhere");
    assertThat(relation("elsewhere").createdInTransaction()).isFalse();
    for (var name : List.of("plain", "released", "released_i", "nested", "v")) {
      assertThat(relation(name).createdInTransaction()).as(name).isTrue();
    }
    connection.commit();
    assertThat(relation("plain").createdInTransaction()).isFalse();
    run("ALTER TABLE plain ADD c int");
    assertThat(relation("plain").createdInTransaction()).isFalse();
  }

  @Test
  void leavesTheTransactionAsItWas() throws SQLException {
    run("CREATE TABLE t (a int PRIMARY KEY, b int DEFAULT 1 CHECK (b > 0))");
    connection.setAutoCommit(false);
    var pid = number("SELECT pg_backend_pid()");
    relation("t");
    LiveCatalog.open(connection).volatility(QualifiedName.of("now"));
    try (var other = database().connect();
        var statement = other.createStatement();
        var row =
            statement.executeQuery(
                "SELECT backend_xmin IS NULL AND backend_xid IS NULL, (SELECT count(*) FROM"
                    + " pg_locks WHERE pid = a.pid AND relation = 't'::regclass) FROM"
                    + " pg_stat_activity a WHERE pid = "
                    + pid)) {
      row.next();
      assertThat(row.getBoolean(1)).as("no snapshot and no transaction id").isTrue();
      assertThat(row.getInt(2)).as("locks on the table").isZero();
    }
  }

  @Test
  void doesNotWaitForAnAccessExclusiveLock() throws SQLException {
    run(
        "CREATE TABLE t (a int PRIMARY KEY, b int DEFAULT 1 CHECK (b > 0))",
        "CREATE INDEX i ON t (abs(b)) WHERE b > 5",
        "INSERT INTO t SELECT g FROM generate_series(1, 5000) g",
        "CREATE TABLE fresh (a int)",
        "ANALYZE t");
    var size = relation("t").sizeBytes();
    run("SET statement_timeout = '2s'");
    try (var other = database().connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE t, fresh");
      var table = relation("t");
      assertThat(table.columns()).hasSize(2);
      assertThat(table.column("b").orElseThrow().defaultExpression()).isEqualTo(Column.UNREADABLE);
      assertThat(table.constraint("t_b_check").orElseThrow().expression()).isNull();
      assertThat(table.indexes()).hasSize(2);
      assertThat(table.indexes().get(0).expressionColumns()).containsExactly("b");
      assertThat(table.sizeBytes()).isBetween(size / 2, size);
      assertThat(relation("fresh").sizeBytes()).as("never counted").isEqualTo(-1);
      other.rollback();
      statement.execute("REINDEX INDEX i");
      assertThat(relation("t").sizeBytes()).isPositive();
      assertThat(relation("i").sizeBytes()).isPositive();
    }
  }

  @Test
  void doesNotWaitBehindWhoWaitsForAnAccessExclusiveLock() throws Exception {
    run("CREATE TABLE t (a int DEFAULT 1)");
    try (var reader = database().connect();
        var writer = database().connect();
        var read = reader.createStatement();
        var write = writer.createStatement()) {
      reader.setAutoCommit(false);
      read.execute("SELECT * FROM t");
      var waiting =
          new Thread(
              () -> {
                try {
                  write.execute("LOCK TABLE t");
                } catch (SQLException e) {
                  // Outside of a transaction LOCK is an error, which is all that it waits for.
                  assertThat(e.getSQLState()).isIn("25P01", "57014");
                }
              });
      writer.setAutoCommit(false);
      waiting.start();
      while (number("SELECT count(*) FROM pg_locks WHERE NOT granted") == 0) {
        Thread.sleep(5);
      }
      run("SET statement_timeout = '2s'");
      assertThat(relation("t").columns()).hasSize(1);
      // The reader itself is served before the waiting writer, so it reads all.
      var own = LiveCatalog.open(reader).relation(QualifiedName.of("t")).orElseThrow();
      assertThat(own.columns().get(0).defaultExpression()).isEqualTo("1");
      reader.rollback();
      waiting.join();
    }
  }

  @Test
  void anybodyMayReadEvenWhatHeMayNotSelect() throws SQLException {
    run(
        "CREATE SCHEMA private",
        "CREATE TABLE private.t (a int PRIMARY KEY, b int DEFAULT 1 CHECK (b > 0))",
        "CREATE TABLE public.u (a int)");
    var role = "nobody_" + database().name();
    run("CREATE ROLE " + role);
    try {
      run("SET default_transaction_read_only = on", "SET SESSION AUTHORIZATION " + role);
      var table =
          LiveCatalog.open(connection).relation(QualifiedName.of("private", "t")).orElseThrow();
      assertThat(table.columns()).hasSize(2);
      assertThat(table.sizeBytes()).isPositive();
      assertThat(relation("u").columns()).hasSize(1);
    } finally {
      run("RESET SESSION AUTHORIZATION", "SET default_transaction_read_only = off");
      run("DROP ROLE " + role);
    }
  }

  @Test
  void aFailedTransactionGivesTheServersOwnError() throws SQLException {
    var catalog = LiveCatalog.open(connection);
    connection.setAutoCommit(false);
    assertThatThrownBy(() -> run("SELECT 1/0")).isInstanceOf(SQLException.class);
    assertThatThrownBy(() -> catalog.relation(QualifiedName.of("t")))
        .isInstanceOf(CatalogReadException.class)
        .cause()
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
    assertThatThrownBy(() -> LiveCatalog.open(connection))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
  }
}
