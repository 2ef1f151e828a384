package io.safeddl.catalog.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchemaModelTest {
  private static final SchemaModel EMPTY = SchemaModel.empty(180004);

  @Test
  void aTableIsNewUntilItsTransactionEnds() {
    var model = after(EMPTY, "BEGIN; CREATE TABLE t (a int)");
    assertThat(table(model, "t").createdInTransaction()).isTrue();
    assertThat(table(model, "t").sizeBytes()).isZero();
    assertThat(table(after(model, "INSERT INTO t SELECT * FROM u"), "t").sizeBytes()).isEqualTo(-1);
    var committed = table(after(model, "COMMIT"), "t");
    assertThat(committed.createdInTransaction()).isFalse();
    assertThat(committed.sizeBytes()).isEqualTo(-1);
    assertThat(find(after(model, "ROLLBACK"), "t")).isEmpty();
  }

  @Test
  void withoutATransactionNothingIsNew() {
    assertThat(table(after(EMPTY, "CREATE TABLE t (a int)"), "t").createdInTransaction()).isFalse();
  }

  @Test
  void anOverlayIsInTheTransactionOfItsBase() {
    var base = after(EMPTY, "CREATE TABLE old (a int)");
    var overlay =
        after(SchemaModel.over(base), "CREATE TABLE t (a int); ALTER TABLE old ADD b int");
    assertThat(table(overlay, "t").createdInTransaction()).isTrue();
    assertThat(table(overlay, "old").createdInTransaction()).isFalse();
    assertThat(table(overlay, "old").columns()).hasSize(2);
    assertThat(table(base, "old").columns()).hasSize(1);
  }

  @Test
  void savepointsAreFollowed() {
    var model =
        after(
            EMPTY,
            "BEGIN; CREATE TABLE t (a int); SAVEPOINT s; ALTER TABLE t ADD b int; SAVEPOINT r;"
                + " DROP TABLE t; ROLLBACK TO r");
    assertThat(table(model, "t").columns()).hasSize(2);
    model = after(model, "ROLLBACK TO s");
    assertThat(table(model, "t").columns()).hasSize(1);
    model = after(model, "RELEASE s; ALTER TABLE t ADD c int; COMMIT");
    assertThat(table(model, "t").columns()).hasSize(2);
  }

  @Test
  void whatARollbackBringsBackIsNotKnownIfItBeganBefore() {
    var base = after(EMPTY, "CREATE TABLE old (a int)");
    var overlay = SchemaModel.over(base);
    assertThat(find(after(overlay, "ROLLBACK"), "old")).isEmpty();
    assertThat(find(after(overlay, "ROLLBACK TO unknown"), "old")).isEmpty();
    assertThat(find(after(overlay, "SAVEPOINT s; DROP TABLE old; ROLLBACK TO s"), "old"))
        .isPresent();
    assertThat(find(after(overlay, "SAVEPOINT s; ROLLBACK"), "old")).isEmpty();
  }

  @Test
  void noTextMakesAFamilyGoInACircle() {
    var tables =
        "CREATE TABLE a (x int); CREATE TABLE b () INHERITS (a); CREATE TABLE c () INHERITS (b);";
    var circles =
        "ALTER TABLE a INHERIT c; ALTER TABLE a INHERIT a; CREATE TABLE b () INHERITS (c);"
            + " CREATE TABLE a () INHERITS (c); ALTER TABLE a ATTACH PARTITION a DEFAULT;";
    var model = after(EMPTY, tables + circles + "ALTER TABLE a ADD y int; ALTER TABLE c ADD z int");
    assertThat(find(after(model, "DROP TABLE a, b, c CASCADE"), "c")).isEmpty();
  }

  @Test
  void namesFollowTheSearchPath() {
    var model =
        after(
            EMPTY,
            "CREATE SCHEMA app; CREATE TABLE t (a int); SET search_path = app, public;"
                + " CREATE TABLE t (b int); CREATE TABLE public.u (a int)");
    assertThat(table(model, "t").name()).isEqualTo(QualifiedName.of("app", "t"));
    assertThat(table(model, "u").name()).isEqualTo(QualifiedName.of("public", "u"));
    assertThat(table(after(model, "RESET search_path"), "t").name())
        .isEqualTo(QualifiedName.of("public", "t"));
    assertThat(table(after(model, "DROP TABLE t"), "t").name())
        .isEqualTo(QualifiedName.of("public", "t"));
    var local = after(model, "BEGIN; SET LOCAL search_path = public");
    assertThat(table(local, "t").name()).isEqualTo(QualifiedName.of("public", "t"));
    assertThat(table(after(local, "COMMIT"), "t").name()).isEqualTo(QualifiedName.of("app", "t"));
    var dump = after(model, "SELECT pg_catalog.set_config('search_path', '', false)");
    assertThat(find(dump, "t")).isEmpty();
    assertThat(find(after(model, "DROP SCHEMA app CASCADE"), "t").orElseThrow().name())
        .isEqualTo(QualifiedName.of("public", "t"));
  }

  @Test
  void inANewSessionATemporaryTableHidesNothing() {
    var made = "CREATE TABLE t (a int); CREATE TEMP TABLE t (b int); CREATE TEMP TABLE u (b int)";
    var model = after(EMPTY, made);
    assertThat(table(model, "t").temporary()).isTrue();
    assertThat(table(model.inNewSession(), "t").temporary()).isFalse();
    assertThat(table(model.inNewSession(), "u").temporary()).isTrue();
    assertThat(find(after(model, "DISCARD TEMP"), "u")).isEmpty();
    assertThat(EMPTY.inNewSession()).isSameAs(EMPTY);
  }

  @Test
  void aPathMaySearchTemporaryTablesLast() {
    var made = "CREATE TABLE t (a int); CREATE TEMP TABLE t (b int); CREATE TEMP TABLE u (b int);";
    var last = after(EMPTY, made + "SET search_path = public, pg_temp");
    assertThat(table(last, "t").temporary()).isFalse();
    assertThat(table(last, "u").temporary()).isTrue();
    assertThat(table(after(last, "SET search_path = pg_temp, public"), "t").temporary()).isTrue();
    assertThat(table(after(last, "RESET search_path"), "t").temporary()).isTrue();
  }

  @Test
  void temporaryTablesHideOthers() {
    var base = after(EMPTY, "CREATE TABLE t (a int)");
    var model = after(SchemaModel.over(base), "CREATE TEMP TABLE t (b int)");
    assertThat(table(model, "t").temporary()).isTrue();
    assertThat(table(after(model, "DROP TABLE t"), "t").name())
        .isEqualTo(QualifiedName.of("public", "t"));
  }

  @Test
  void foreignKeysAreKnownOnBothSides() {
    var base = after(EMPTY, "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p_id int)");
    var model = after(SchemaModel.over(base), "ALTER TABLE c ADD FOREIGN KEY (p_id) REFERENCES p");
    assertThat(table(model, "c").constraint("c_p_id_fkey").orElseThrow().referencedColumns())
        .containsExactly("id");
    assertThat(table(model, "p").referencedBy())
        .containsExactly(
            new Relation.ReferencingKey(QualifiedName.of("public", "c"), "c_p_id_fkey"));
    var renamed = after(model, "ALTER TABLE p RENAME TO parents; ALTER TABLE c RENAME TO children");
    assertThat(table(renamed, "children").constraint("c_p_id_fkey").orElseThrow().references())
        .isEqualTo(QualifiedName.of("public", "parents"));
    assertThat(table(renamed, "parents").referencedBy())
        .containsExactly(
            new Relation.ReferencingKey(QualifiedName.of("public", "children"), "c_p_id_fkey"));
    assertThat(find(renamed, "p")).isEmpty();
    assertThat(table(after(renamed, "DROP TABLE parents CASCADE"), "children").constraints())
        .noneMatch(c -> c.kind() == Constraint.Kind.FOREIGN_KEY);
  }

  @Test
  void indexesAreRelations() {
    var base = after(EMPTY, "CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a)");
    var overlay = SchemaModel.over(base);
    assertThat(table(overlay, "i").table()).isEqualTo(QualifiedName.of("public", "t"));
    assertThat(find(after(overlay, "DROP INDEX i"), "i")).isEmpty();
    assertThat(find(after(overlay, "DROP TABLE t"), "i")).isEmpty();
    var renamed = after(overlay, "ALTER INDEX i RENAME TO j");
    assertThat(find(renamed, "i")).isEmpty();
    assertThat(table(renamed, "j").kind()).isEqualTo(Relation.Kind.INDEX);
    assertThat(
            table(after(overlay, "ALTER TABLE t RENAME COLUMN a TO z"), "t")
                .indexes()
                .get(0)
                .columns())
        .containsExactly("z");
  }

  @Test
  void typesAndDomainsAreKnown() {
    var model =
        after(
            EMPTY,
            "CREATE TYPE mood AS ENUM ('a'); CREATE DOMAIN d AS int CHECK (value > 0);"
                + " CREATE DOMAIN e AS d DEFAULT random(); CREATE TABLE t (x e, y int)");
    assertThat(type(model, "mood").orElseThrow().kind()).isEqualTo(TypeInfo.Kind.ENUM);
    assertThat(type(model, "e").orElseThrow().constrained()).isTrue();
    assertThat(type(model, "e").orElseThrow().defaultVolatility()).isEqualTo(Volatility.VOLATILE);
    assertThat(model.tablesUsing(QualifiedName.of("d"))).hasSize(1);
    assertThat(type(after(model, "DROP DOMAIN d CASCADE"), "d")).isEmpty();
  }

  @Test
  void aFunctionThatIsRedefinedIsNotTrusted() {
    assertThat(EMPTY.volatility(QualifiedName.of("lower"))).isEqualTo(Volatility.IMMUTABLE);
    var model = after(EMPTY, "CREATE FUNCTION lower(int) RETURNS int LANGUAGE sql AS 'SELECT 1'");
    assertThat(model.volatility(QualifiedName.of("lower"))).isEqualTo(Volatility.UNKNOWN);
  }

  @Test
  void aBlockMakesWhatItNamesUnknown() {
    var base = after(EMPTY, "CREATE TABLE t (a int); CREATE TABLE u (a int)");
    var model =
        after(
            SchemaModel.over(base),
            "DO $$ BEGIN IF true THEN ALTER TABLE t ADD b int; END IF; END $$");
    assertThat(find(model, "t")).isEmpty();
    assertThat(find(model, "u")).isPresent();
  }

  @Test
  void theTimeZoneIsFollowed() {
    assertThat(after(EMPTY, "SET TIME ZONE 'UTC'").timeZone()).isEqualTo("UTC");
    assertThat(after(EMPTY, "SET timezone = 'Europe/Paris'").timeZone()).isEqualTo("Europe/Paris");
    assertThat(after(EMPTY, "SET LOCAL timezone = 'UTC'").timeZone()).isEmpty();
  }

  @Test
  void anEarlierModelStaysAsItIs() {
    var first = after(EMPTY, "CREATE TABLE t (a int)");
    after(first, "DROP TABLE t; SET search_path = x");
    assertThat(find(first, "t")).isPresent();
  }

  private static SchemaModel after(SchemaModel model, String sql) {
    for (var statement : Script.parse(sql).statements()) {
      model = model.after(StatementReader.read(statement));
    }
    return model;
  }

  private static Optional<Relation> find(SchemaModel model, String name) {
    return model.relation(QualifiedName.of(name));
  }

  private static Relation table(SchemaModel model, String name) {
    return find(model, name).orElseThrow();
  }

  private static Optional<TypeInfo> type(SchemaModel model, String name) {
    return model.type(QualifiedName.of(name));
  }
}
