package io.safeddl.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The projection sees each property of a schema, and nothing but the schema. */
class SchemaProjectionTest {
  private static final int[] MAJORS = {14, 18};

  private static final String SCHEMA =
      """
      CREATE SCHEMA app;
      CREATE TYPE app.mood AS ENUM ('sad', 'ok');
      CREATE DOMAIN app.email AS text CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
      CREATE TYPE app.pair AS (a int, b text);
      CREATE TYPE app.span AS RANGE (subtype = int4);
      CREATE SEQUENCE app.numbers;
      CREATE TABLE app.parent (id bigint PRIMARY KEY, code text);
      CREATE TABLE app.file (
        id bigint GENERATED ALWAYS AS IDENTITY,
        parent bigint CONSTRAINT file_parent REFERENCES app.parent,
        size int DEFAULT 7 CONSTRAINT positive CHECK (size > 0),
        name text NOT NULL,
        twice int GENERATED ALWAYS AS (size * 2) STORED,
        dropped int,
        mail app.email);
      ALTER TABLE app.file DROP COLUMN dropped;
      CREATE INDEX file_size ON app.file (size);
      CREATE INDEX file_upper ON app.file (upper(name));
      CREATE UNIQUE INDEX file_id ON app.file (id);
      CREATE TABLE app.log (at timestamptz NOT NULL, what text) PARTITION BY RANGE (at);
      CREATE TABLE app.log_2026 PARTITION OF app.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
      CREATE INDEX log_at ON app.log (at);
      CREATE VIEW app.sizes AS SELECT id, size FROM app.file;
      CREATE MATERIALIZED VIEW app.total AS SELECT sum(size) AS sum FROM app.file;
      CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN
           RETURN NEW;
         END';
      CREATE TRIGGER touched BEFORE UPDATE ON app.file FOR EACH ROW EXECUTE FUNCTION app.touch();
      CREATE AGGREGATE app.adds(int) (SFUNC = int4pl, STYPE = int);
      CREATE OPERATOR app.=== (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int);
      CREATE COLLATION app.c FROM "C";
      CREATE STATISTICS app.correlated (dependencies) ON size, parent FROM app.file;
      CREATE POLICY own ON app.file USING (size > 1);
      CREATE RULE quiet AS ON DELETE TO app.parent DO INSTEAD NOTHING;
      CREATE PUBLICATION everything FOR TABLE app.parent;
      """;

  private static final Map<Integer, Prepared> PREPARED = new HashMap<>();

  @AfterAll
  static void dropAll() throws SQLException {
    for (var prepared : PREPARED.values()) {
      prepared.connection.close();
      prepared.database.close();
      try (var connection = prepared.database.server().connect()) {
        execute(connection, "DROP ROLE projection_other");
      }
    }
  }

  @Test
  void theSameStatementsGiveTheSameProjection() throws SQLException {
    for (var major : MAJORS) {
      try (var one = TestPostgres.server(major).createDatabase();
          var two = TestPostgres.server(major).createDatabase();
          var first = one.connect();
          var second = two.connect()) {
        execute(second, "CREATE TABLE shifts_the_oids (a int); DROP TABLE shifts_the_oids");
        execute(first, SCHEMA);
        execute(second, SCHEMA);
        assertThat(SchemaProjection.of(first).differencesTo(SchemaProjection.of(second))).isEmpty();
      }
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("changes")
  void aChangeOfTheSchemaIsADifference(int major, String change) throws SQLException {
    assertThat(differencesAfter(major, change)).isNotEmpty();
  }

  static Stream<Arguments> changes() {
    return IntStream.of(MAJORS)
        .boxed()
        .flatMap(
            major ->
                Stream.of(
                        "CREATE SCHEMA other",
                        "COMMENT ON SCHEMA app IS 'x'",
                        "ALTER SCHEMA app OWNER TO projection_other",
                        "GRANT USAGE ON SCHEMA app TO PUBLIC",
                        "ALTER TYPE app.mood ADD VALUE 'well' BEFORE 'ok'",
                        "ALTER TYPE app.mood RENAME VALUE 'ok' TO 'fine'",
                        "ALTER DOMAIN app.email SET NOT NULL",
                        "ALTER DOMAIN app.email SET DEFAULT 'a@b'",
                        "ALTER DOMAIN app.email ADD CONSTRAINT long CHECK (length(VALUE) > 3) NOT VALID",
                        "ALTER DOMAIN app.email DROP CONSTRAINT has_at",
                        "ALTER TYPE app.pair ADD ATTRIBUTE c int",
                        "ALTER SEQUENCE app.numbers INCREMENT 2",
                        "ALTER SEQUENCE app.numbers AS int",
                        "ALTER SEQUENCE app.numbers OWNED BY app.file.size",
                        "ALTER TABLE app.file OWNER TO projection_other",
                        "ALTER TABLE app.file SET (fillfactor = 70)",
                        "ALTER TABLE app.file SET (toast.autovacuum_enabled = off)",
                        "ALTER TABLE app.log_2026 SET UNLOGGED",
                        "ALTER TABLE app.file REPLICA IDENTITY FULL",
                        "ALTER TABLE app.file ENABLE ROW LEVEL SECURITY",
                        "ALTER TABLE app.file FORCE ROW LEVEL SECURITY",
                        "GRANT SELECT ON app.file TO projection_other",
                        "GRANT UPDATE (name) ON app.file TO projection_other",
                        "COMMENT ON TABLE app.file IS 'x'",
                        "COMMENT ON COLUMN app.file.size IS 'x'",
                        "COMMENT ON INDEX app.file_size IS 'x'",
                        "COMMENT ON CONSTRAINT positive ON app.file IS 'x'",
                        "COMMENT ON TRIGGER touched ON app.file IS 'x'",
                        "COMMENT ON FUNCTION app.touch() IS 'x'",
                        "ALTER TABLE app.file RENAME TO files",
                        "ALTER TABLE app.file RENAME size TO bytes",
                        "ALTER TABLE app.file ADD more int",
                        "ALTER TABLE app.file DROP mail",
                        "ALTER TABLE app.parent ALTER code TYPE varchar(20)",
                        "ALTER TABLE app.parent ALTER code TYPE text COLLATE \"C\"",
                        "ALTER TABLE app.parent ALTER code SET NOT NULL",
                        "ALTER TABLE app.file ALTER name DROP NOT NULL",
                        "ALTER TABLE app.file ALTER size SET DEFAULT 8",
                        "ALTER TABLE app.file ALTER size DROP DEFAULT",
                        "ALTER TABLE app.file ALTER id SET GENERATED BY DEFAULT",
                        "ALTER TABLE app.file ALTER id SET INCREMENT BY 5",
                        "ALTER TABLE app.file ALTER twice DROP EXPRESSION",
                        "ALTER TABLE app.file ALTER name SET STORAGE EXTERNAL",
                        "ALTER TABLE app.file ALTER name SET COMPRESSION pglz",
                        "ALTER TABLE app.file ALTER name SET STATISTICS 500",
                        "ALTER TABLE app.file ALTER name SET (n_distinct = 5)",
                        "ALTER TABLE app.file ADD CONSTRAINT small CHECK (size < 9)",
                        "ALTER TABLE app.file ADD CONSTRAINT small CHECK (size < 9) NO INHERIT",
                        "ALTER TABLE app.file ADD CONSTRAINT u UNIQUE (name)",
                        "ALTER TABLE app.file ADD CONSTRAINT u UNIQUE USING INDEX file_id",
                        "ALTER TABLE app.file ALTER CONSTRAINT file_parent DEFERRABLE",
                        "ALTER TABLE app.file DROP CONSTRAINT positive",
                        "ALTER TABLE app.file RENAME CONSTRAINT positive TO above_zero",
                        "ALTER TABLE app.file CLUSTER ON file_size",
                        "DROP INDEX app.file_size",
                        "ALTER INDEX app.file_size RENAME TO sized",
                        "ALTER INDEX app.file_size SET (fillfactor = 50)",
                        "ALTER INDEX app.file_upper ALTER COLUMN 1 SET STATISTICS 300",
                        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.file_size'::regclass",
                        "CREATE INDEX ON ONLY app.log (what)",
                        "ALTER TABLE app.log DETACH PARTITION app.log_2026",
                        "CREATE OR REPLACE VIEW app.sizes AS SELECT id, size + 0 AS size FROM app.file",
                        "ALTER VIEW app.sizes SET (security_barrier = true)",
                        "REFRESH MATERIALIZED VIEW app.total WITH NO DATA",
                        "CREATE OR REPLACE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'",
                        "ALTER FUNCTION app.touch() SECURITY DEFINER",
                        "ALTER FUNCTION app.touch() SET work_mem = '1MB'",
                        "REVOKE EXECUTE ON FUNCTION app.touch() FROM PUBLIC",
                        "ALTER TABLE app.file DISABLE TRIGGER touched",
                        "ALTER TABLE app.file DISABLE TRIGGER ALL",
                        "CREATE OR REPLACE TRIGGER touched AFTER UPDATE ON app.file FOR EACH ROW EXECUTE FUNCTION app.touch()",
                        "DROP AGGREGATE app.adds(int)",
                        "DROP OPERATOR app.=== (int, int)",
                        "ALTER OPERATOR app.=== (int, int) SET (RESTRICT = eqsel)",
                        "DROP COLLATION app.c",
                        "DROP STATISTICS app.correlated",
                        "ALTER STATISTICS app.correlated SET STATISTICS 9",
                        "ALTER POLICY own ON app.file USING (size > 2)",
                        "ALTER TABLE app.parent DISABLE RULE quiet",
                        "ALTER PUBLICATION everything SET (publish = 'insert')",
                        "CREATE CAST (app.mood AS app.email) WITH INOUT",
                        "CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION app.ended()",
                        "ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO projection_other",
                        "CREATE EXTENSION pg_trgm")
                    .map(change -> arguments(major, change)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("noChanges")
  void whatIsNotSchemaIsNoDifference(int major, String change) throws SQLException {
    assertThat(differencesAfter(major, change)).isEmpty();
  }

  static Stream<Arguments> noChanges() {
    return IntStream.of(MAJORS)
        .boxed()
        .flatMap(
            major ->
                Stream.of(
                        "ALTER TABLE app.file ADD gone int; ALTER TABLE app.file DROP gone",
                        "REINDEX TABLE app.file",
                        "CLUSTER app.file USING file_size; ALTER TABLE app.file SET WITHOUT CLUSTER",
                        "DROP INDEX app.file_size; CREATE INDEX file_size ON app.file (size)",
                        "INSERT INTO app.parent VALUES (1); ANALYZE app.parent",
                        "SELECT nextval('app.numbers')",
                        "CREATE TEMP TABLE scratch (a int)",
                        "CREATE SCHEMA safeddl; CREATE TABLE safeddl.journal (a int)",
                        "GRANT ALL ON app.file TO CURRENT_USER",
                        "SET search_path = app",
                        "SET standard_conforming_strings = off")
                    .map(change -> arguments(major, change)));
  }

  /** Runs the change in a transaction that is rolled back, so that all share one database. */
  private static String differencesAfter(int major, String change) throws SQLException {
    var prepared = PREPARED.computeIfAbsent(major, Prepared::new);
    try {
      execute(prepared.connection, change);
      return prepared.before.differencesTo(SchemaProjection.of(prepared.connection));
    } finally {
      prepared.connection.rollback();
    }
  }

  private static final class Prepared {
    private final TestDatabase database;
    private final Connection connection;
    private final SchemaProjection before;

    private Prepared(int major) {
      database = TestPostgres.server(major).createDatabase();
      try {
        connection = database.connect();
        connection.setAutoCommit(false);
        execute(connection, "CREATE ROLE projection_other; " + SCHEMA);
        execute(
            connection,
            "CREATE FUNCTION app.ended() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'");
        connection.commit();
        before = SchemaProjection.of(connection);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void theConnectionKeepsItsTransactionAndItsSettings() throws SQLException {
    try (var database = TestPostgres.server().createDatabase();
        var connection = database.connect()) {
      connection.setAutoCommit(false);
      execute(connection, "SET LOCAL search_path = public; CREATE TABLE t (a int)");

      assertThat(SchemaProjection.of(connection).lines())
          .contains("column public.t.a: type integer");

      try (var statement = connection.createStatement();
          var path = statement.executeQuery("SHOW search_path")) {
        assertThat(path.next()).isTrue();
        assertThat(path.getString(1)).isEqualTo("public");
      }
      connection.rollback();
      assertThat(SchemaProjection.of(connection).lines()).noneMatch(l -> l.contains("public.t"));
      assertThat(connection.getAutoCommit()).isFalse();
    }
  }

  @Test
  void aDifferenceNamesTheObjectAndBothValues() throws SQLException {
    assertThat(differencesAfter(18, "ALTER TABLE app.file ALTER size SET DEFAULT 8"))
        .isEqualTo("- column app.file.size: default 7\n+ column app.file.size: default 8\n");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
