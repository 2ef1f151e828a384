package io.safeddl.backfill.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.backfill.spec.Fill;
import io.safeddl.backfill.spec.Mirror;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(Lifecycle.PER_CLASS)
class ProbeTest {
  private static final TableName FILE = new TableName("public", "file");

  private final List<TestDatabase> owned = new ArrayList<>();
  private final List<Database> databases = new ArrayList<>();

  @BeforeAll
  void make() throws SQLException {
    for (var major : List.of(14, 18)) {
      var owner = TestPostgres.server(major).createDatabase();
      owned.add(owner);
      var database = new Database(owner.connect());
      databases.add(database);
      database.execute(
          """
          CREATE FUNCTION public.mine(int) RETURNS bigint IMMUTABLE LANGUAGE sql AS 'SELECT $1 * 2';
          CREATE TABLE file (id int PRIMARY KEY, size int, at timestamp, label text, j json, network cidr,
            hardware macaddr, object oid, tags varchar(4)[], bits bit(4), parsed jsonb);
          INSERT INTO file VALUES (1, 5, now(), 'ab', '{}');
          """);
    }
  }

  @AfterAll
  void close() throws SQLException {
    for (var database : databases) {
      database.close();
    }
    owned.forEach(TestDatabase::close);
  }

  List<Database> databases() {
    return databases;
  }

  private static MirrorWork mirror(Database database, String from, String type, String... sql)
      throws SQLException {
    var target = TargetReader.read(database, FILE).orElseThrow();
    var mirror =
        new Mirror(
            from,
            "shadow",
            type,
            sql.length > 0 ? Optional.of(sql[0]) : Optional.empty(),
            sql.length > 1 ? Optional.of(sql[1]) : Optional.empty());
    return Probe.mirrors(database, target, List.of(mirror)).get(0);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void aCastIsTheDefaultAndBackItStaysWithinTheOldRange(Database database) throws SQLException {
    var work = mirror(database, "size", "int8");
    assertThat(work.type()).isEqualTo("bigint");
    assertThat(work.forward()).isEqualTo("size");
    for (var value : List.of("NULL", "5", "-2147483648", "2147483647")) {
      assertThat(back(database, work, value)).isEqualTo(value.equals("NULL") ? null : value);
    }
    assertThat(back(database, work, "2147483648")).isNull();
    assertThat(back(database, work, "-2147483649")).isNull();
  }

  private static String back(Database database, MirrorWork work, String value) throws SQLException {
    return database.read(
        () ->
            database.row(
                "SELECT CAST(("
                    + work.backward()
                    + ") AS int) FROM (VALUES (CAST("
                    + value
                    + " AS bigint))) v(shadow)",
                row -> row.getString(1)));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void whatTheServerMadeOfAnExpressionMeansTheSameUnderEachSearchPath(Database database)
      throws SQLException {
    var work = mirror(database, "size", "bigint", "mine(file.size)", "shadow / 2");
    assertThat(work.forward()).isEqualTo("public.mine(size)");
    assertThat(work.backward()).isEqualTo("(shadow / 2)");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void aValueThatDependsOnTheSessionIsRefused(Database database) {
    assertThatThrownBy(() -> mirror(database, "at", "timestamptz"))
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining("depends on the session");
    assertThatThrownBy(() -> mirror(database, "size", "bigint", "size + random()", "0"))
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining("depends on the session");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void theMomentOfReadingIsRefusedAndAWordIsNot(Database database) throws SQLException {
    for (var moment :
        List.of("'now'", "'Today 10:00'", "date 'yesterday'", "timestamp 'tomorrow'")) {
      assertThatThrownBy(
              () -> mirror(database, "at", "timestamp", "coalesce(at, " + moment + ")", "shadow"))
          .as(moment)
          .isInstanceOf(ProbeException.class)
          .hasMessageContaining("using of at: ")
          .hasMessageContaining("the moment at which it reads this");
    }
    assertThat(mirror(database, "label", "text", "coalesce(label, 'now')", "shadow").forward())
        .isEqualTo("COALESCE(label, 'now'::text)");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void theTextIsTheSameFromEachSession(Database database) throws SQLException {
    var since =
        "at - (timestamptz '1970-01-01 00:00+01' AT TIME ZONE 'UTC') + interval '-1 day -2:00'";
    var path = "replace(label, '\\', '/') || '\\'";
    var interval = mirror(database, "at", "interval", since, "at").forward();
    var text = mirror(database, "label", "text", path, "shadow").forward();
    assertThat(text).contains("E'\\\\'").doesNotContain(" '\\'");
    database.execute(
        "SET TimeZone TO 'Asia/Tokyo'; SET IntervalStyle TO sql_standard;"
            + " SET standard_conforming_strings TO off; SET quote_all_identifiers TO on");
    try {
      assertThat(mirror(database, "at", "interval", since, "at").forward()).isEqualTo(interval);
      assertThat(mirror(database, "label", "text", path, "shadow").forward()).isEqualTo(text);
    } finally {
      database.execute("RESET ALL");
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void aValueThatDependsOnOtherRowsIsRefused(Database database) {
    assertThatThrownBy(
            () -> mirror(database, "size", "bigint", "(SELECT max(size) FROM file)", "0"))
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining("subquery");
    assertThatThrownBy(() -> mirror(database, "size", "bigint", "sum(size)", "0"))
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining("aggregate");
    assertThatThrownBy(() -> fill(database, Map.of("label", "(SELECT 'x')"), "true"))
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining("set.label: ")
        .hasMessageContaining("subquery");
    assertThatThrownBy(() -> fill(database, Map.of("label", "'x'"), "EXISTS (SELECT 1)"))
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining("where: ");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void aCastThatOnlyTheUserCanMeanIsRefused(Database database) {
    assertThatThrownBy(() -> mirror(database, "label", "int"))
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining("using of label");
    // Back, it would have to be written out.
    assertThatThrownBy(() -> mirror(database, "size", "text", "size::text", "shadow"))
        .isInstanceOf(ProbeException.class)
        .hasMessageContaining("back of size");
    assertThatThrownBy(() -> mirror(database, "size", "text"))
        .isInstanceOf(TargetException.class)
        .hasMessageContaining("`back`");
  }

  /** Each of these casts fails for some values, or changes them. */
  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void whatNobodyKnowsWantsToBeTold(Database database) {
    for (var pair :
        Map.of(
                "network", "inet",
                "hardware", "macaddr8",
                "object", "bigint",
                "tags", "text[]",
                "bits", "bit varying",
                "parsed", "json")
            .entrySet()) {
      assertThatThrownBy(() -> mirror(database, pair.getKey(), pair.getValue()))
          .as(pair.toString())
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("it is not known which values of " + pair.getValue());
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void valuesThatAreEqualAndYetDifferAreToldApart(Database database) throws SQLException {
    assertThat(mirror(database, "size", "bigint").differs()).contains("IS DISTINCT FROM");
    var numeric = mirror(database, "size", "numeric(20,2)");
    assertThat(differs(database, numeric, "CAST(5 AS numeric(20, 2))")).isFalse();
    assertThat(differs(database, numeric, "CAST(5.0 AS numeric(20, 1))")).isTrue();
    assertThat(differs(database, numeric, "CAST(NULL AS numeric)")).isTrue();
    var jsonb = mirror(database, "j", "json", "j", "shadow");
    assertThat(differs(database, jsonb, "CAST('{}' AS json)")).isFalse();
    assertThat(differs(database, jsonb, "CAST('{ }' AS json)")).isTrue();
  }

  private static boolean differs(Database database, MirrorWork work, String shadow)
      throws SQLException {
    return database.read(
        () ->
            database.row(
                "SELECT "
                    + work.differs()
                    + " FROM (SELECT f.*, "
                    + shadow
                    + " AS shadow FROM public.file f) f",
                row -> row.getBoolean(1)));
  }

  private static RowWork fill(Database database, Map<String, String> set, String where)
      throws SQLException {
    var target = TargetReader.read(database, FILE).orElseThrow();
    return Probe.work(database, target, new Fill(set, where));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void aFillMayDependOnTheTimeButNotOnOtherRows(Database database) throws SQLException {
    var work = fill(database, Map.of("size", "mine(size) + extract(year FROM now())"), "size > 1");
    assertThat(work.pending()).isEqualTo("((size > 1))");
    assertThat(work.setList()).contains("public.mine(size)").doesNotContain("IS NULL");
    database.tryOut(
        () ->
            database.update(
                "UPDATE public.file SET " + work.setList() + " WHERE " + work.pending()));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("databases")
  void nothingIsLeftBehind(Database database) throws SQLException {
    var before = SchemaProjection.of(database.connection());
    mirror(database, "size", "bigint");
    fill(database, Map.of("label", "'x'"), "true");
    assertThat(SchemaProjection.of(database.connection())).isEqualTo(before);
    boolean gone =
        database.row("SELECT to_regclass('pg_temp.file') IS NULL", row -> row.getBoolean(1));
    assertThat(gone).isTrue();
  }
}
