package io.safeddl.backfill.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.backfill.recipe.Finding.Level;
import io.safeddl.backfill.target.TargetException;
import io.safeddl.testing.SchemaProjection;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class PreflightTest {
  private static final String ANEW =
      "DROP PUBLICATION IF EXISTS p; DROP SCHEMA public CASCADE; CREATE SCHEMA public;";

  private static final String SPEC =
      "{table: public.file, columns: [{from: size, to: size_big, type: bigint}]}";

  private static final String TABLE =
      "CREATE TABLE file (id int PRIMARY KEY, size int NOT NULL, label text);"
          + "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';";

  private final List<Kitchen> kitchens = new ArrayList<>();

  @BeforeAll
  void make() throws SQLException, IOException {
    kitchens.add(new Kitchen(14, TABLE, SPEC));
    kitchens.add(new Kitchen(18, TABLE, SPEC));
  }

  @AfterAll
  void close() throws SQLException {
    for (var kitchen : kitchens) {
      kitchen.close();
    }
  }

  private static List<Finding> findings(Kitchen kitchen) throws SQLException {
    return Preflight.of(kitchen.reads, Survey.read(kitchen.reads, kitchen.spec), List.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CREATE VIEW v AS SELECT size FROM file | STOP | rule _RETURN on view public.v",
        "CREATE MATERIALIZED VIEW m AS SELECT size FROM file | STOP | materialized view public.m",
        "ALTER TABLE file ADD twice int GENERATED ALWAYS AS (size * 2) STORED | STOP | column"
            + " twice",
        "CREATE POLICY p ON file USING (size > 0) | STOP | policy p",
        "CREATE TRIGGER t BEFORE UPDATE OF size ON file FOR EACH ROW EXECUTE FUNCTION f() | STOP |"
            + " trigger t",
        "CREATE TRIGGER t BEFORE INSERT ON file FOR EACH ROW WHEN (NEW.size > 0) EXECUTE FUNCTION"
            + " f() | STOP | trigger t",
        "CREATE TRIGGER zzzz BEFORE INSERT ON file FOR EACH ROW EXECUTE FUNCTION f() | STOP | would"
            + " fire after the mirror's",
        "CREATE TRIGGER t AFTER UPDATE ON file FOR EACH STATEMENT EXECUTE FUNCTION f() | TRIGGER |"
            + " the trigger t fires for each row",
        "CREATE RULE r AS ON INSERT TO file DO ALSO NOTHING | STOP | has rules",
        "CREATE TABLE child () INHERITS (file) | STOP | inherits",
        "ALTER TABLE file ADD EXCLUDE USING btree (size WITH =) | STOP | exclusion constraint",
        "ALTER TABLE file ADD UNIQUE (size); CREATE TABLE o (s int REFERENCES file (size)) |"
            + " CARRIED | the foreign key that points at it, o_s_fkey of public.o",
        "ALTER TABLE file ADD parent int, ADD UNIQUE (size), ADD FOREIGN KEY (parent) REFERENCES"
            + " file (size) | CARRIED | the foreign key that points at it, file_parent_fkey",
        "ALTER TABLE file DROP CONSTRAINT file_pkey, ADD PRIMARY KEY (size) | CARRIED | the primary"
            + " key file_pkey",
        "ALTER TABLE file DROP CONSTRAINT file_pkey, ADD PRIMARY KEY (size) DEFERRABLE | STOP | is"
            + " deferrable",
        "ALTER TABLE file ADD UNIQUE (size); CREATE TABLE o (s int REFERENCES file (size)); ALTER"
            + " TABLE o DISABLE TRIGGER ALL | STOP | the triggers of the foreign key o_s_fkey of"
            + " public.o are not as they were made",
        "ALTER TABLE file ADD UNIQUE (size); CREATE TABLE o (s int REFERENCES file (size),"
            + " CONSTRAINT o_s_fkey_new CHECK (s > 0)) | STOP | under the name public.o_s_fkey_new,"
            + " which is taken",
        "CREATE INDEX i ON file (size); CREATE TABLE i_old () | STOP | under the name public.i_old,"
            + " which is taken",
        "ALTER TABLE file DROP CONSTRAINT file_pkey, ADD PRIMARY KEY (size); CREATE VIEW v AS"
            + " SELECT label FROM file GROUP BY size | STOP | view public.v depends on the primary"
            + " key public.file_pkey",
        "ALTER TABLE file ADD size_old int | STOP | will have that name after the cutover",
        "ALTER TABLE file ADD size_big bigint | STOP | is there already",
        "CREATE PUBLICATION p FOR TABLE file | PUBLICATION | the publication p",
        "CREATE STATISTICS s ON size, id FROM file | CARRIED | the extended statistics s",
        "CREATE UNIQUE INDEX u ON file (size); ALTER TABLE file REPLICA IDENTITY USING INDEX u |"
            + " CARRIED | the unique index u",
        "CREATE INDEX u ON file (size); CLUSTER file USING u | CARRIED | the index u",
        "CREATE FUNCTION g() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT sum(size) FROM file;"
            + " END | STOP | function public.g()",
        "ALTER TABLE file ALTER size TYPE numeric(10,2) | NOTE | size loses digits: numeric(10,2)"
            + " becomes bigint",
        "CREATE INDEX i ON file (size) | CARRIED | the index i",
        "ALTER TABLE file ADD CHECK (size > 0) | CARRIED | the CHECK file_size_check",
        "ALTER TABLE file ALTER size SET DEFAULT 3 | CARRIED | the default of size: 3",
        "ALTER TABLE file ALTER size ADD GENERATED ALWAYS AS IDENTITY | CARRIED | the identity of"
            + " size",
        "COMMENT ON COLUMN file.size IS 'x' | CARRIED | the comment of size",
        "GRANT SELECT (size) ON file TO public | CARRIED | the column privileges of size",
      })
  void whatTheChangeTouchesIsCarriedOverOrStopsIt(String sql, Level level, String text)
      throws Exception {
    for (var kitchen : kitchens) {
      kitchen.reads.execute(ANEW + TABLE + sql);
      assertThat(findings(kitchen))
          .anySatisfy(
              finding -> {
                assertThat(finding.level()).isEqualTo(level);
                assertThat(finding.text()).contains(text);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aPlainColumnHasNothingToStopFor(int major) throws Exception {
    try (var kitchen = new Kitchen(major, TABLE, SPEC)) {
      assertThat(findings(kitchen)).allSatisfy(it -> assertThat(it.stops(Consents.NONE)).isFalse());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatStopsStopsBeforeAnythingIsDone(int major) throws Exception {
    try (var kitchen =
        new Kitchen(
            major,
            TABLE
                + "CREATE TRIGGER t AFTER UPDATE ON file FOR EACH ROW EXECUTE FUNCTION f();"
                + "CREATE PUBLICATION p FOR ALL TABLES;",
            SPEC)) {
      var before = SchemaProjection.of(kitchen.reads.connection());
      assertThatThrownBy(() -> kitchen.recipe.expand(Consents.NONE))
          .isInstanceOf(RecipeException.class)
          .hasMessage("the preflight has found 2 reasons not to begin; nothing was done");
      assertThatThrownBy(() -> kitchen.recipe.expand(new Consents(true, false)))
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining("1 reason not");
      assertThat(SchemaProjection.of(kitchen.reads.connection())).isEqualTo(before);
      kitchen.recipe.expand(new Consents(true, true));
      assertThat(Recipe.drift(kitchen.reads, kitchen.schema, kitchen.spec)).isEmpty();
    }
  }

  /** `ALTER TABLE … ADD FOREIGN KEY` would say that it cannot be implemented. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aForeignKeyThatCannotCompareTheNewTypeStops(int major) throws Exception {
    var spec =
        "{table: public.file, columns: [{from: id, to: id_new, type: '%s', using: 'id::%s',"
            + " back: 'id_new::int'}]}";
    var tables = TABLE + "CREATE TABLE part (id int REFERENCES file)";
    try (var kitchen = new Kitchen(major, tables, spec.formatted("text", "text"))) {
      assertThat(findings(kitchen))
          .contains(
              Finding.stop(
                  "public.part.id points at id, and a foreign key cannot compare its integer with"
                      + " text: change that column first, without its foreign key"));
    }
    try (var kitchen =
        new Kitchen(major, tables, spec.formatted("numeric(20,0)", "numeric(20,0)"))) {
      assertThat(findings(kitchen)).noneMatch(it -> it.stops(Consents.NONE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aColumnThatIsNotThereIsNamedWithTheNearest(int major) throws Exception {
    try (var kitchen =
        new Kitchen(
            major,
            TABLE,
            "{table: public.file, columns: [{from: sise, to: size_big, type: bigint}]}")) {
      assertThatThrownBy(() -> kitchen.recipe.expand(Consents.NONE))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("has no column sise; the nearest is size");
    }
  }
}
