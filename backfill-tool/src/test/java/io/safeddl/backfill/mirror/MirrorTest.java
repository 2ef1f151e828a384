package io.safeddl.backfill.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.backfill.spec.Mirror;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Probe;
import io.safeddl.backfill.target.TargetReader;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The traps of dual writing, each on real servers. */
class MirrorTest {
  private static final TableName FILE = new TableName("public", "file");

  /** A database with a table and its mirror. */
  private static final class Table implements AutoCloseable {
    private final TestDatabase owner;
    private final Database database;
    private MirrorTrigger trigger;

    Table(int major, String tables, Mirror mirror) throws SQLException {
      owner = TestPostgres.server(major).createDatabase();
      database = new Database(owner.connect());
      database.execute(tables);
      var target = TargetReader.read(database, FILE).orElseThrow();
      var works = Probe.mirrors(database, target, List.of(mirror));
      database.execute("ALTER TABLE file ADD COLUMN " + mirror.to() + " " + works.get(0).typeSql());
      trigger = new MirrorTrigger(target, works, Direction.FORWARD);
    }

    void install() throws SQLException {
      database.inTransaction(
          () -> {
            for (var statement : trigger.create()) {
              database.execute(statement);
            }
            return true;
          });
    }

    List<String> drift() throws SQLException {
      return Drift.of(database, trigger);
    }

    String ask(String sql) throws SQLException {
      return String.join(
          ",", database.rows(sql, row -> row.getString(1) == null ? "-" : row.getString(1)));
    }

    @Override
    public void close() throws SQLException {
      database.close();
      owner.close();
    }
  }

  private static Mirror cast(String type) {
    return new Mirror("size", "shadow", type, Optional.empty(), Optional.empty());
  }

  private static final String PLAIN = "CREATE TABLE file (id int PRIMARY KEY, size int);";

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatOtherTriggersChangedIsMirrored(int major) throws SQLException {
    try (var table =
        new Table(
            major,
            PLAIN
                + """
                CREATE FUNCTION bump() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN NEW.size := NEW.size + 1; RETURN NEW; END';
                CREATE TRIGGER zz_bump BEFORE INSERT OR UPDATE ON file
                  FOR EACH ROW EXECUTE FUNCTION bump();
                """,
            cast("bigint"))) {
      table.install();
      // The statement's own list does not name size.
      table.database.execute("INSERT INTO file VALUES (1, 10); UPDATE file SET id = 2");
      assertThat(table.ask("SELECT size || '=' || shadow FROM file")).isEqualTo("12=12");
      assertThat(table.drift()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anUnrelatedUpdateMirrorsARowThatIsNotFilledYet(int major) throws SQLException {
    try (var table =
        new Table(major, PLAIN + "INSERT INTO file VALUES (1, 10), (2, NULL)", cast("bigint"))) {
      table.install();
      table.database.execute("UPDATE file SET id = id + 100");
      assertThat(table.ask("SELECT shadow FROM file ORDER BY id")).isEqualTo("10,-");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aSubscriptionsWritesAreMirrored(int major) throws SQLException {
    try (var table = new Table(major, PLAIN, cast("bigint"))) {
      table.install();
      table.database.execute(
          "SET session_replication_role = replica; INSERT INTO file VALUES (1, 10)");
      assertThat(table.ask("SELECT shadow FROM file")).isEqualTo("10");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void itIsMadeWhenNobodyHasWrittenAndFiresForWhoBeganBefore(int major) throws Exception {
    try (var table = new Table(major, PLAIN + "INSERT INTO file VALUES (1, 10)", cast("bigint"));
        var writer = new Database(table.owner.connect());
        var reader = new Database(table.owner.connect());
        var look = new Database(table.owner.connect())) {
      // Its snapshot is older than the trigger; its first write is younger.
      reader.connection().setAutoCommit(false);
      reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      reader.rows("SELECT 1", row -> row.getInt(1));
      writer.connection().setAutoCommit(false);
      writer.execute("INSERT INTO file VALUES (2, 20)");
      var made =
          CompletableFuture.runAsync(
              () -> {
                try {
                  table.install();
                } catch (SQLException e) {
                  throw new CompletionException(e);
                }
              });
      while (look.row(
              "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'file'::regclass",
              row -> row.getInt(1))
          == 0) {
        assertThat(made).isNotDone();
      }
      writer.connection().commit();
      made.get(10, TimeUnit.SECONDS);
      reader.execute("UPDATE file SET id = 11 WHERE id = 1");
      reader.connection().commit();
      assertThat(table.ask("SELECT shadow FROM file ORDER BY id")).isEqualTo("-,10");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void anExpressionMeansTheSameInEachSession(int major) throws SQLException {
    var mirror =
        new Mirror(
            "size",
            "shadow",
            "bigint",
            Optional.of("mine(file.size) + id"),
            Optional.of("(shadow / 2)::int"));
    try (var table =
        new Table(
            major,
            PLAIN
                + "CREATE FUNCTION mine(int) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT $1 *"
                + " 2::bigint'; CREATE SCHEMA other; CREATE FUNCTION other.mine(int) RETURNS bigint"
                + " IMMUTABLE LANGUAGE sql AS 'SELECT 0::bigint';",
            mirror)) {
      table.install();
      table.database.execute(
          "SET search_path TO other; INSERT INTO public.file VALUES (1, 10); RESET search_path");
      assertThat(table.ask("SELECT shadow FROM file")).isEqualTo("21");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aBackslashIsOneInSessionsThatEscapeByIt(int major) throws SQLException {
    var mirror =
        new Mirror(
            "size",
            "shadow",
            "text",
            Optional.of("replace(size || '\\', '\\', '\\n')"),
            Optional.of("size"));
    try (var table =
        new Table(major, "CREATE TABLE file (id int PRIMARY KEY, size text)", mirror)) {
      table.install();
      table.database.execute(
          "INSERT INTO file VALUES (1, 'a'); SET standard_conforming_strings TO off");
      table.database.execute("INSERT INTO file VALUES (2, 'a')");
      assertThat(table.ask("SELECT shadow FROM file ORDER BY id")).isEqualTo("a\\n,a\\n");
      assertThat(table.drift()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void namesAndTextsOfAnyKindStayWhole(int major) throws SQLException {
    var unquoted =
        new Mirror(
            "It's \"size\" $safeddl$", "new", "varchar(3)", Optional.empty(), Optional.empty());
    try (var owner = TestPostgres.server(major).createDatabase();
        var database = new Database(owner.connect())) {
      database.execute(
          "CREATE TABLE file (id int PRIMARY KEY, \"It's \"\"size\"\" $safeddl$\" text)");
      var target = TargetReader.read(database, FILE).orElseThrow();
      var works = Probe.mirrors(database, target, List.of(unquoted));
      database.execute("ALTER TABLE file ADD COLUMN new varchar(3)");
      for (var statement : new MirrorTrigger(target, works, Direction.FORWARD).create()) {
        database.execute(statement);
      }
      database.execute("INSERT INTO file VALUES (1, 'abc')");
      assertThat(database.rows("SELECT new FROM file", row -> row.getString(1)))
          .containsExactly("abc");
      // What would be cut off is an error, as it is for ALTER TYPE.
      assertThatThrownBy(() -> database.execute("INSERT INTO file VALUES (2, 'abcd')"))
          .hasMessageContaining("too long");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void partitionsMirrorToo(int major) throws SQLException {
    try (var table =
        new Table(
            major,
            """
            CREATE TABLE file (id int NOT NULL, size int) PARTITION BY RANGE (id);
            CREATE TABLE low PARTITION OF file FOR VALUES FROM (0) TO (10);
            """,
            cast("bigint"))) {
      table.install();
      table.database.execute(
          """
          CREATE TABLE high PARTITION OF file FOR VALUES FROM (10) TO (20);
          CREATE TABLE odd (shadow bigint, gone int, size int, id int NOT NULL);
          ALTER TABLE odd DROP COLUMN gone;
          ALTER TABLE file ATTACH PARTITION odd FOR VALUES FROM (20) TO (30);
          INSERT INTO file VALUES (1, 10), (11, 20);
          INSERT INTO odd (id, size) VALUES (21, 30);
          SET session_replication_role = replica;
          INSERT INTO file (id, size) VALUES (2, 11), (12, 21), (22, 31);
          RESET session_replication_role;
          UPDATE file SET id = 3 WHERE id = 22;
          """);
      assertThat(table.ask("SELECT size || '=' || coalesce(shadow, 0) FROM file ORDER BY size"))
          .isEqualTo("10=10,11=11,20=20,21=21,30=30,31=31");
      assertThat(table.drift()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatIsNotAsItWasMadeIsSaid(int major) throws SQLException {
    try (var table = new Table(major, PLAIN, cast("bigint"))) {
      assertThat(table.drift()).singleElement().asString().contains("there is no trigger");
      table.install();
      var name = table.trigger.name();
      var function = table.trigger.function().toSql();
      drifts(table, "ALTER TABLE file DISABLE TRIGGER " + name, "is disabled");
      drifts(table, "ALTER TABLE file ENABLE TRIGGER " + name, "is not enabled ALWAYS");
      drifts(
          table,
          "DROP TRIGGER "
              + name
              + " ON file; CREATE TRIGGER "
              + name
              + " BEFORE INSERT OR UPDATE OF size ON file FOR EACH ROW EXECUTE FUNCTION "
              + function
              + "()",
          "does not fire before every INSERT and UPDATE");
      drifts(
          table,
          "DROP TRIGGER "
              + name
              + " ON file; CREATE TRIGGER "
              + name
              + " BEFORE INSERT OR UPDATE ON file FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION "
              + function
              + "()",
          "does not fire before every INSERT and UPDATE");
      for (var other : List.of("", " WHEN (NEW.shadow IS DISTINCT FROM OLD.size::bigint)")) {
        drifts(
            table,
            "DROP TRIGGER "
                + name
                + " ON file; CREATE TRIGGER "
                + name
                + (other.isEmpty() ? " BEFORE INSERT OR UPDATE" : " BEFORE UPDATE")
                + " ON file FOR EACH ROW"
                + other
                + " EXECUTE FUNCTION "
                + function
                + "()",
            "does not fire before every INSERT and UPDATE");
      }
      drifts(
          table,
          "CREATE OR REPLACE FUNCTION "
              + function
              + "() RETURNS trigger LANGUAGE plpgsql AS"
              + " 'BEGIN RETURN NEW; END'",
          "somebody has changed the function");
      drifts(
          table, "COMMENT ON FUNCTION " + function + "() IS 'mine'", "the comment of the function");
      drifts(
          table,
          "CREATE TRIGGER zzzz BEFORE INSERT ON file FOR EACH ROW EXECUTE FUNCTION "
              + function
              + "()",
          "fires after");
      assertThat(table.drift()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 15, 16, 17, 18})
  void whatIsRightAlreadyCallsNoFunction(int major) throws SQLException {
    var odd = new Mirror("a \"Size\"", "select", "bigint", Optional.empty(), Optional.empty());
    try (var owner = TestPostgres.server(major).createDatabase();
        var database = new Database(owner.connect())) {
      database.execute(
          "CREATE TABLE file (id smallint PRIMARY KEY, \"a \"\"Size\"\"\" int);"
              + " ALTER TABLE file ADD shadow int, ADD \"select\" bigint");
      var target = TargetReader.read(database, FILE).orElseThrow();
      var small = new Mirror("id", "shadow", "int", Optional.empty(), Optional.empty());
      for (var mirrors : List.of(List.of(odd), List.of(odd, small))) {
        var works = Probe.mirrors(database, target, mirrors);
        var forward = new MirrorTrigger(target, works, Direction.FORWARD);
        forward.create().forEach(sql -> unchecked(database, sql));
        assertThat(Drift.of(database, forward)).isEmpty();
        // A function that raises: whoever calls it is seen.
        database.execute(
            "CREATE OR REPLACE FUNCTION "
                + forward.function().toSql()
                + "() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''called''; END'");
        database.execute("TRUNCATE file; INSERT INTO file VALUES (1, 10, 1, 10)");
        database.execute("UPDATE file SET id = 1");
        assertThatThrownBy(() -> database.execute("UPDATE file SET \"a \"\"Size\"\"\" = 11"))
            .hasMessageContaining("called");
        assertThatThrownBy(() -> database.execute("UPDATE file SET \"select\" = NULL"))
            .hasMessageContaining("called");
        forward.drop().forEach(sql -> unchecked(database, sql));
      }
    }
  }

  /** The names change, and the condition goes by the places. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theConditionIsTheSameBehindTheSwap(int major) throws SQLException {
    try (var table = new Table(major, PLAIN, cast("bigint"))) {
      table.install();
      var target = TargetReader.read(table.database, FILE).orElseThrow();
      var backward =
          new MirrorTrigger(
              target,
              Probe.mirrors(table.database, target, List.of(cast("bigint"))),
              Direction.BACKWARD);
      table.database.execute(
          "ALTER TABLE file RENAME size TO size_old; ALTER TABLE file RENAME shadow TO size");
      backward.replaceFunction().forEach(sql -> unchecked(table.database, sql));
      assertThat(Drift.of(table.database, backward)).isEmpty();
      table.database.execute(
          "INSERT INTO file (id, size) VALUES (1, 10), (2, 3000000000), (3, NULL);"
              + " UPDATE file SET size = 11 WHERE id = 1; UPDATE file SET size = 4 WHERE id = 2;"
              + " UPDATE file SET size = 3000000000 WHERE id = 3");
      assertThat(table.ask("SELECT coalesce(size_old, 0) FROM file ORDER BY id"))
          .isEqualTo("11,4,0");
    }
  }

  /** Where two values that are equal may differ, or the cast may fail, each row is looked at. */
  @ParameterizedTest
  @ValueSource(strings = {"numeric(10, 2)", "smallint", "integer"})
  void otherTypesHaveNoCondition(String type) throws SQLException {
    try (var table = new Table(18, PLAIN, cast(type))) {
      assertThat(String.join(";", table.trigger.create())).doesNotContain("WHEN");
      table.install();
      assertThat(table.drift()).isEmpty();
    }
  }

  private static void unchecked(Database database, String sql) {
    try {
      database.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static void drifts(Table table, String sql, String word) throws SQLException {
    table.database.tryOut(
        () -> {
          table.database.execute("SET LOCAL search_path TO public");
          table.database.execute(sql);
          table.database.execute("SET LOCAL search_path TO ''");
          assertThat(table.drift()).anySatisfy(it -> assertThat(it).contains(word));
          return true;
        });
  }
}
