package io.safeddl.backfill.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.backfill.target.Database;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A column on its whole way, while an application writes. */
class RecipeTest {
  private static final String SPEC =
      """
      table: public.file
      columns:
        - {from: size, to: size_big, type: bigint}
      """;

  /** The schema of public; another one holds nothing of the table's. */
  private static final String TABLES =
      """
      CREATE TABLE known (n int PRIMARY KEY);
      INSERT INTO known SELECT generate_series(-1, 20000);
      CREATE TABLE file (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        owner int NOT NULL,
        size int NOT NULL DEFAULT 7 CHECK (size >= 0),
        label text,
        CONSTRAINT "size known" FOREIGN KEY (size) REFERENCES known (n) ON DELETE RESTRICT,
        CONSTRAINT both_known CHECK (size + id > 0) NOT VALID,
        UNIQUE (size, id) DEFERRABLE INITIALLY DEFERRED);
      CREATE INDEX file_size ON file (size DESC NULLS LAST) INCLUDE (owner) WHERE size > 10;
      CREATE INDEX "file expr" ON file ((size * 2), lower(label));
      CREATE UNIQUE INDEX file_id_size ON file (id, size);
      COMMENT ON COLUMN file.size IS 'of it''s \\ "bytes"';
      ALTER TABLE file ALTER COLUMN size SET STATISTICS 500;
      ALTER TABLE file ALTER COLUMN size SET (n_distinct = -0.5);
      GRANT SELECT (size), UPDATE (size, label) ON file TO public;
      INSERT INTO file (owner, size) SELECT 0, n % 1000 FROM generate_series(1, 2000) n;
      """;

  /** But for the order of the columns: a new one is the last. */
  private static List<String> schema(Database database) throws SQLException {
    return SchemaProjection.of(database.connection()).lines().stream()
        .filter(line -> !line.contains(": position "))
        .toList();
  }

  /** The schema that the plain statement leaves. */
  private static List<String> wanted(int major, String tables, String statement)
      throws SQLException {
    try (var owner = TestPostgres.server(major).createDatabase();
        var database = new Database(owner.connect())) {
      database.execute(tables);
      database.execute(statement);
      return schema(database);
    }
  }

  /** Empty where the two are the same. */
  private static List<String> difference(List<String> is, List<String> wanted) {
    return Stream.concat(
            is.stream().filter(line -> !wanted.contains(line)).map(line -> "+ " + line),
            wanted.stream().filter(line -> !is.contains(line)).map(line -> "- " + line))
        .toList();
  }

  private static Map<Long, Long> rows(Database database, String column) throws SQLException {
    var rows = new TreeMap<Long, Long>();
    database.rows(
        "SELECT id, " + column + " FROM file WHERE owner <> 0",
        row -> rows.put(row.getLong(1), row.getLong(2)));
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void fromIntToBigintLeavesWhatThePlainStatementWouldLeave(int major) throws Exception {
    try (var kitchen = new Kitchen(major, TABLES, SPEC);
        var writers = new Writers(kitchen.owner, "file", 3)) {
      writers.await(50);
      kitchen.recipe.expand(Consents.NONE);
      writers.await(50);
      kitchen.fill();
      kitchen.recipe.build();
      writers.await(50);
      assertThat(kitchen.recipe.verify()).isZero();
      kitchen.recipe.cutover();
      writers.await(50);
      kitchen.recipe.contract();
      writers.await(50);
      var book = writers.stop();
      assertThat(rows(kitchen.reads, "size")).isEqualTo(book).hasSizeGreaterThan(100);
      assertThat(
              difference(
                  schema(kitchen.reads),
                  wanted(major, TABLES, "ALTER TABLE file ALTER COLUMN size TYPE bigint")))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void eachPhaseCanBeTakenBack(int major) throws Exception {
    try (var kitchen = new Kitchen(major, TABLES, SPEC);
        var writers = new Writers(kitchen.owner, "file", 3)) {
      var before = schema(kitchen.reads);
      kitchen.recipe.expand(Consents.NONE);
      kitchen.recipe.rollback(false);
      assertThat(difference(schema(kitchen.reads), before)).isEmpty();
      kitchen.recipe.expand(Consents.NONE);
      kitchen.fill();
      kitchen.recipe.build();
      var built = schema(kitchen.reads);
      kitchen.recipe.verify();
      kitchen.recipe.cutover();
      writers.await(50);
      kitchen.recipe.rollback(false);
      assertThat(difference(schema(kitchen.reads), built)).isEmpty();
      writers.await(50);
      assertThat(kitchen.recipe.verify()).isZero();
      kitchen.recipe.cutover();
      writers.await(50);
      kitchen.recipe.rollback(false);
      kitchen.recipe.rollback(false);
      var book = writers.stop();
      assertThat(rows(kitchen.reads, "size")).isEqualTo(book).hasSizeGreaterThan(100);
      assertThat(difference(schema(kitchen.reads), before)).isEmpty();
    }
  }

  private static final String SERIAL =
      """
      CREATE TABLE file (id serial PRIMARY KEY, owner int NOT NULL, size serial);
      GRANT USAGE ON SEQUENCE file_size_seq TO public;
      """;

  private static final String IDENTITY =
      """
      CREATE TABLE file (id serial PRIMARY KEY, owner int NOT NULL,
        size int GENERATED BY DEFAULT AS IDENTITY (START WITH 5 INCREMENT BY 3 CACHE 2));
      GRANT USAGE ON SEQUENCE file_size_seq TO public;
      """;

  @ParameterizedTest
  @CsvSource({"14, serial", "18, serial", "14, identity", "18, identity"})
  void aSequenceGoesOnWhereItWasAndReachesBeyondTheOldRange(int major, String kind)
      throws Exception {
    var tables = kind.equals("serial") ? SERIAL : IDENTITY;
    try (var kitchen = new Kitchen(major, tables, SPEC)) {
      var before = schema(kitchen.reads);
      kitchen.recipe.expand(Consents.NONE);
      kitchen.fill();
      kitchen.recipe.build();
      kitchen.recipe.verify();
      long last = insert(kitchen);
      kitchen.recipe.cutover();
      long next = insert(kitchen);
      assertThat(next).isGreaterThan(last).isLessThan(last + 10);
      kitchen.recipe.rollback(false);
      assertThat(kitchen.recipe.verify()).isZero();
      assertThat(insert(kitchen)).isGreaterThan(next).isLessThan(next + 10);
      kitchen.recipe.cutover();
      kitchen.reads.row("SELECT setval('file_size_seq', 2147483647)", row -> true);
      assertThat(insert(kitchen)).isGreaterThan(2147483647L);
      // The way back is lossy now, and says so.
      assertThatThrownBy(() -> kitchen.recipe.rollback(false))
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining("--allow-loss");
      assertThat(kitchen.said).anyMatch(it -> it.startsWith("1 rows hold a value"));
      kitchen.recipe.contract();
      assertThat(
              difference(
                  schema(kitchen.reads),
                  wanted(
                      major,
                      tables,
                      "ALTER TABLE file ALTER COLUMN size TYPE bigint;"
                          + (kind.equals("serial")
                              ? "ALTER SEQUENCE file_size_seq AS bigint"
                              : ""))))
          .isEmpty();
      assertThat(before).isNotEmpty();
    }
  }

  private static long insert(Kitchen kitchen) throws SQLException {
    return kitchen.reads.row(
        "INSERT INTO file (owner) VALUES (1) RETURNING size", row -> row.getLong(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatIsNotReadyWaits(int major) throws Exception {
    try (var kitchen =
        new Kitchen(
            major,
            """
            CREATE TABLE file (id int PRIMARY KEY, size int NOT NULL);
            CREATE INDEX i ON file (size);
            INSERT INTO file SELECT n, n FROM generate_series(1, 1000) n;
            """,
            SPEC)) {
      var recipe = kitchen.recipe;
      refused(recipe::build, "there is no trigger");
      refused(recipe::contract, "`cutover` comes first");
      recipe.expand(Consents.NONE);
      recipe.expand(Consents.NONE);
      refused(recipe::build, "the rows are not filled");
      refused(recipe::cutover, "the rows are not filled");
      assertThat(recipe.pending()).isTrue();
      assertThat(recipe.verify()).isEqualTo(1000);
      assertThat(kitchen.said).contains("  id = 1", "  id = 10").doesNotContain("  id = 11");
      kitchen.fill();
      refused(recipe::cutover, "1000 rows differed");
      assertThat(recipe.pending()).isFalse();
      assertThat(recipe.verify()).isZero();
      refused(recipe::cutover, "i_new is not built");
      // As a build leaves it that was cut off.
      kitchen.reads.execute(
          "CREATE INDEX i_new ON file (size_big); UPDATE pg_index SET indisvalid = false"
              + " WHERE indexrelid = 'i_new'::regclass");
      recipe.build();
      recipe.build();
      var trigger =
          kitchen.reads.row(
              "SELECT tgname FROM pg_trigger WHERE tgrelid = 'file'::regclass",
              row -> row.getString(1));
      kitchen.reads.execute("ALTER TABLE file DISABLE TRIGGER " + trigger);
      refused(recipe::cutover, "is disabled");
      kitchen.reads.execute("ALTER TABLE file ENABLE ALWAYS TRIGGER " + trigger);
      recipe.cutover();
      refused(recipe::cutover, "the names are swapped already");
      recipe.contract();
      refused(recipe::contract, "`cutover` comes first");
    }
  }

  private static void refused(ThrowingCallable phase, String why) {
    assertThatThrownBy(phase).isInstanceOf(RecipeException.class).hasMessageContaining(why);
  }

  /** A session that has called the function would fail at each write: 42804. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aSessionThatHasWrittenBeforeTheSwapWritesOnAfterIt(int major) throws Exception {
    try (var kitchen =
            new Kitchen(major, "CREATE TABLE file (id int PRIMARY KEY, size int);", SPEC);
        var session = new Database(kitchen.owner.connect())) {
      kitchen.recipe.expand(Consents.NONE);
      for (var i = 0; i < 10; i++) {
        session.update("INSERT INTO file VALUES (?, ?)", i, i);
      }
      kitchen.fill();
      kitchen.recipe.build();
      kitchen.recipe.verify();
      kitchen.recipe.cutover();
      session.update("INSERT INTO file (id, size) VALUES (?, ?)", 100, 3_000_000_000L);
      session.update("UPDATE file SET size = 7 WHERE id = ?", 1);
      assertThat(
              session.rows(
                  "SELECT size || '=' || coalesce(size_old::text, '-') FROM file"
                      + " WHERE id IN (1, 100) ORDER BY id",
                  row -> row.getString(1)))
          .containsExactly("7=7", "3000000000=-");
      // Without a list of columns it would write the old one, and the value would be lost.
      assertThatThrownBy(() -> session.update("INSERT INTO file VALUES (?, ?)", 101, 5))
          .hasMessageContaining("the column size_old is written by a trigger alone");
      session.update("INSERT INTO file (id, size, size_old) VALUES (102, 6, 6)");
      kitchen.recipe.contract();
      session.update("UPDATE file SET size = 8 WHERE id = ?", 1);
    }
  }
}
