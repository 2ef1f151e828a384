package io.safeddl.catalog.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.Catalog;
import io.safeddl.sql.MentionedNames;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What is looked up together for a script is what is found one by one. */
@ParameterizedClass
@ValueSource(ints = {14, 18})
class LiveCatalogTogetherTest extends LiveCatalogFixture {
  private final AtomicInteger roundTrips = new AtomicInteger();

  LiveCatalogTogetherTest(int major) {
    super(major);
  }

  /** Each question of the catalog makes a statement of its own. */
  private Connection counted() {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("createStatement")) {
                roundTrips.incrementAndGet();
              }
              return method.invoke(connection, arguments);
            });
  }

  private LiveCatalog open(String script) throws SQLException {
    roundTrips.set(0);
    return LiveCatalog.open(counted(), Script.parse(script));
  }

  private static void assertSame(Catalog together, Catalog apart, List<QualifiedName> names) {
    for (var name : names) {
      assertThat(together.relation(name)).as("relation %s", name).isEqualTo(apart.relation(name));
      assertThat(together.type(name)).as("type %s", name).isEqualTo(apart.type(name));
    }
  }

  @Test
  void theSameIsFound() throws SQLException {
    run(
        "CREATE SCHEMA app",
        "CREATE SCHEMA \":names\"",
        "CREATE TABLE app.t (a int)",
        "CREATE TABLE public.t (b int)",
        "CREATE TABLE \":names\".t (c int)",
        "CREATE TABLE public.hidden (d int)",
        "CREATE TABLE pg_temp.hidden (e int)",
        "CREATE TABLE \"Quoted name\" (f int)",
        "CREATE DOMAIN app.positive AS int DEFAULT 1 CHECK (VALUE > 0)",
        "CREATE DOMAIN app.more AS app.positive",
        "CREATE TYPE app.colour AS ENUM ('red')",
        "SET search_path = app, public");
    var script =
        "ALTER TABLE t ADD COLUMN x positive, ADD y more, ADD z colour, ADD v text, ADD w _t;"
            + " SELECT * FROM public.t, \":names\".t, hidden, public.hidden, pg_temp.hidden,"
            + " \"Quoted name\", none, app.none, nowhere.t, pg_class, pg_catalog.pg_class,"
            + " information_schema.tables, app.colour, pg_temp.none, db.public.t";
    var names = List.copyOf(MentionedNames.in(Script.parse(script), 100));
    assertThat(names)
        .contains(
            QualifiedName.of("t"),
            QualifiedName.of(":names", "t"),
            QualifiedName.of("pg_temp", "hidden"),
            QualifiedName.of("Quoted name"),
            QualifiedName.of("public", "t"))
        .doesNotContain(QualifiedName.of("table"), QualifiedName.of("alter_no"));
    assertSame(open(script), LiveCatalog.open(connection), names);
    run("SET search_path = public, pg_temp, app", "CREATE TABLE app.hidden (g int)");
    assertSame(open(script), LiveCatalog.open(connection), names);
  }

  /** The server cuts a name at 63 bytes (manual 4.1.1), and so finds it by the longer one too. */
  @Test
  void aNameThatIsTooLongIsFound() throws SQLException {
    var name = "Straße für Übergrößen: täglich geöffnet, außer an Feiertagen und mehr";
    run(
        "CREATE SCHEMA \"long " + name + '"',
        "CREATE TABLE \"long " + name + "\".\"" + name + "\" (a int)");
    var written = QualifiedName.of("long " + name, name);
    assertThat(open("DROP TABLE " + written.toSql()).relation(written)).isPresent();
    assertThat(LiveCatalog.open(connection).relation(written)).isPresent();
  }

  @Test
  void aScriptTakesTwoRoundTrips() throws SQLException {
    run("CREATE TABLE a (x int)", "CREATE TABLE b (x int)", "CREATE INDEX i ON a (x)");
    var catalog = open("ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES public.b; DROP INDEX i");
    for (var name : List.of("a", "b", "i")) {
      assertThat(catalog.relation(QualifiedName.of("public", name))).isPresent();
      assertThat(catalog.relation(QualifiedName.of(name))).isPresent();
    }
    assertThat(roundTrips.get()).isEqualTo(2);
  }

  @Test
  void whatIsNotThereIsNotReadAbout() throws SQLException {
    var catalog = open("CREATE TABLE fresh (a bigint, b text); CREATE INDEX j ON fresh (a)");
    for (var name : List.of("fresh", "a", "b", "j")) {
      assertThat(catalog.relation(QualifiedName.of(name))).isEmpty();
    }
    assertThat(catalog.serverVersionNum()).isGreaterThan(140000);
    assertThat(roundTrips.get()).isEqualTo(1);
    assertThat(catalog.type(QualifiedName.of("text"))).isPresent();
    assertThat(catalog.type(QualifiedName.of("fresh"))).isEmpty();
    assertThat(roundTrips.get()).as("and one for the types").isEqualTo(2);
  }

  @Test
  void noMoreNamesAreLookedUpThanAreAskedFor() {
    var script = Script.parse("SELECT * FROM a, b, s.c, 'no' x, d.e.f");
    assertThat(MentionedNames.in(script, 100))
        .containsExactly(
            QualifiedName.of("a"),
            QualifiedName.of("b"),
            QualifiedName.of("s", "c"),
            QualifiedName.of("x"),
            QualifiedName.of("e", "f"));
    assertThat(MentionedNames.in(script, 2)).hasSize(2);
  }
}
