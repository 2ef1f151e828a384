package io.safeddl.backfill.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others do while a phase is about to begin, or is under way. */
class AtThatMomentTest {
  private static final String SPEC =
      "{table: public.file, columns: [{from: size, to: size_big, type: bigint}]}";

  private static final String TABLE =
      """
      CREATE TABLE file (id int PRIMARY KEY, size int NOT NULL);
      INSERT INTO file SELECT n, n FROM generate_series(1, 1000) n;
      """;

  private static void toTheCutover(Kitchen kitchen) throws SQLException {
    kitchen.recipe.expand(Consents.NONE);
    kitchen.fill();
    kitchen.recipe.build();
    kitchen.recipe.verify();
  }

  /** Something that may fail. */
  @FunctionalInterface
  private interface Phase {
    void run() throws SQLException;
  }

  /** Others hold the table until they have done something; meanwhile the phases wait for them. */
  private static List<String> failures(Kitchen kitchen, String others, Phase... phases)
      throws Exception {
    try (var other = kitchen.owner.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("SELECT 1 FROM file LIMIT 1");
      var waiting =
          Stream.of(phases).map(it -> CompletableFuture.supplyAsync(() -> failure(it))).toList();
      Thread.sleep(1500);
      statement.execute(others);
      other.commit();
      return waiting.stream().map(CompletableFuture::join).filter(it -> !it.isEmpty()).toList();
    }
  }

  private static String failure(Phase phase) {
    try {
      phase.run();
      return "";
    } catch (SQLException e) {
      return e.toString();
    }
  }

  @Test
  void aViewIsMade() throws Exception {
    try (var kitchen = new Kitchen(18, TABLE, SPEC)) {
      toTheCutover(kitchen);
      assertThat(
              failures(kitchen, "CREATE VIEW v AS SELECT size FROM file", kitchen.recipe::cutover))
          .singleElement()
          .asString()
          .contains("RecipeException", "has changed while this was about to begin");
      assertThatThrownBy(kitchen.recipe::cutover).hasMessageContaining("view public.v");
      kitchen.reads.execute("DROP VIEW v");
      kitchen.recipe.cutover();
    }
  }

  @Test
  void anotherProcessDoesTheSame() throws Exception {
    try (var kitchen = new Kitchen(14, TABLE, SPEC);
        var second = new Kitchen(kitchen, SPEC)) {
      assertThat(
              failures(
                  kitchen,
                  "SELECT 1",
                  () -> kitchen.recipe.expand(Consents.NONE),
                  () -> second.recipe.expand(Consents.NONE)))
          .singleElement()
          .asString()
          .contains("RecipeException", "another process");
      second.recipe.expand(Consents.NONE);
      kitchen.recipe.expand(Consents.NONE);
    }
  }

  @Test
  void anotherProcessBuilds() throws Exception {
    try (var kitchen = new Kitchen(18, TABLE + "CREATE INDEX i ON file (size);", SPEC);
        var second = new Kitchen(kitchen, SPEC);
        var other = kitchen.owner.connect();
        var statement = other.createStatement()) {
      kitchen.recipe.expand(Consents.NONE);
      kitchen.fill();
      other.setAutoCommit(false);
      // Who builds an index concurrently waits for its end.
      statement.execute("UPDATE file SET size = 1 WHERE id = 1");
      var first = CompletableFuture.supplyAsync(() -> failure(kitchen.recipe::build));
      for (var i = 0;
          second
              .reads
              .rows("SELECT 1 FROM pg_stat_progress_create_index", row -> row.getInt(1))
              .isEmpty();
          i++) {
        assertThat(i).isLessThan(1000);
        Thread.sleep(20);
      }
      assertThatThrownBy(() -> second.recipe.build(Duration.ZERO))
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining("is being built just now");
      var later = CompletableFuture.supplyAsync(() -> failure(second.recipe::build));
      for (var i = 0; second.said.stream().noneMatch(it -> it.startsWith("Waits")); i++) {
        assertThat(i).isLessThan(1000);
        Thread.sleep(20);
      }
      other.commit();
      assertThat(first.get()).isEmpty();
      assertThat(later.get()).isEmpty();
    }
  }

  /** It is beyond the old type, and comes when all values have just been looked at. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aValueComesThatCannotGoBack(int major) throws Exception {
    try (var kitchen = new Kitchen(major, TABLE, SPEC);
        var other = new Database(kitchen.owner.connect())) {
      toTheCutover(kitchen);
      kitchen.recipe.cutover();
      var insert = "INSERT INTO file (id, size) SELECT max(id) + 1, 3000000000 FROM file";
      var back =
          new Recipe(
              kitchen.reads,
              kitchen.ddl,
              kitchen.schema,
              kitchen.spec,
              SPEC,
              line -> {
                if (line.contains("ADD CONSTRAINT")) {
                  assertThat(failure(() -> other.update(insert))).isEmpty();
                }
              });
      assertThatThrownBy(() -> back.rollback(false)).isInstanceOf(SQLException.class);
      other.update(insert);
      assertThat(
              kitchen.reads.rows(
                  "SELECT conname FROM pg_constraint WHERE conrelid = 'file'::regclass"
                      + " AND (NOT convalidated OR contype = 'c')",
                  row -> row.getString(1)))
          .isEmpty();
      kitchen.reads.execute("DELETE FROM file WHERE size > 2000");
      kitchen.recipe.rollback(false);
    }
  }

  /** The old column may be NULL: nothing of its own would tell that a value went lost. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aValueComesThatWouldGoLostUnseen(int major) throws Exception {
    try (var kitchen = new Kitchen(major, TABLE.replace(" NOT NULL", ""), SPEC);
        var other = new Database(kitchen.owner.connect())) {
      toTheCutover(kitchen);
      kitchen.recipe.cutover();
      var insert = "INSERT INTO file (id, size) SELECT max(id) + 1, 3000000000 FROM file";
      // Between the look at the rows and what keeps such values out.
      assertThatThrownBy(() -> rollback(kitchen, "NOT VALID", () -> other.update(insert)))
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining("Run it again");
      // The application goes on as before, and nothing went lost.
      other.update(insert);
      assertThat(number(kitchen, "SELECT count(*) FROM file WHERE size = 3000000000")).isEqualTo(2);
      assertThatThrownBy(() -> kitchen.recipe.rollback(false)).hasMessageContaining("--allow-loss");
      kitchen.reads.execute("DELETE FROM file WHERE size > 2000");
      // Behind it they are refused.
      rollback(
          kitchen,
          "VALIDATE",
          () -> assertThat(failure(() -> other.update(insert))).contains("size_fits_safeddl"));
      assertThat(number(kitchen, "SELECT count(*) FROM pg_constraint WHERE conname ~ '_safeddl'"))
          .isZero();
      // And where a loss is allowed, they are not.
      kitchen.recipe.verify();
      kitchen.recipe.cutover();
      other.update(insert);
      kitchen.recipe.rollback(true);
      assertThat(number(kitchen, "SELECT count(*) FROM file WHERE size IS NULL")).isOne();
    }
  }

  private static long number(Kitchen kitchen, String sql) throws SQLException {
    return kitchen.reads.row(sql, row -> row.getLong(1));
  }

  /** With something that others do just before a statement of it. */
  private static void rollback(Kitchen kitchen, String statement, Phase others)
      throws SQLException {
    new Recipe(
            kitchen.reads,
            kitchen.ddl,
            kitchen.schema,
            kitchen.spec,
            SPEC,
            line -> {
              if (line.contains(statement)) {
                assertThat(failure(others)).isEmpty();
              }
            })
        .rollback(false);
  }
}
