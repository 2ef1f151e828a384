package io.safeddl.run;

import static io.safeddl.run.Servers.column;
import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/** Transactions that are committed early, and what the journal makes of their second attempt. */
@Timeout(120)
class JournalTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static Connection open(int major, String... more) throws SQLException {
    return SERVERS.safe(major, more);
  }

  private static List<String> journal(Connection c) throws SQLException {
    if (show(c, "SELECT to_regclass('safeddl.journal') IS NULL").equals("t")) {
      return List.of();
    }
    return column(
        c,
        "SELECT ordinal || ' ' || state || ' ' || step || ' ' || statement_start"
            + " FROM safeddl.journal ORDER BY started_at, ordinal");
  }

  /** Executes and gives what was said. */
  private static List<String> say(Connection c, String sql) throws SQLException {
    try (var statement = c.createStatement()) {
      assertThat(statement.execute(sql)).isFalse();
      var warnings = new ArrayList<String>();
      for (var w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        warnings.add(w.getMessage());
      }
      return warnings;
    }
  }

  @AfterEach
  void noRowIsLeft() throws SQLException {
    for (int major : List.of(14, 18)) {
      try (var c = SERVERS.connect(major)) {
        var left = journal(c);
        if (!left.isEmpty()) {
          run(c, "DELETE FROM safeddl.journal");
        }
        assertThat(left).isEmpty();
        assertThat(column(c, "SELECT pid FROM pg_locks WHERE locktype = 'advisory'")).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTransactionOfDdlIsCommittedEarlyAndSaysSo(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_mix (a int)");
      tool.setAutoCommit(false);
      run(tool, "ALTER TABLE j_mix ADD COLUMN b int");
      var said = say(tool, "CREATE INDEX j_mix_b ON j_mix (b)");
      assertThat(said)
          .anyMatch(w -> w.contains("committed the transaction before this statement"))
          .anyMatch(w -> w.contains("[blocking-index-build]"))
          .as("the early commit has cured it")
          .noneMatch(w -> w.contains("long-work-after-lock"))
          .as("it is done, and not to be advised")
          .noneMatch(w -> w.contains("Instead:"));
      assertThat(journal(c))
          .containsExactly(
              "0 done 0 ALTER TABLE j_mix ADD COLUMN b int",
              "1 done 1 CREATE INDEX j_mix_b ON j_mix ( b )");
      run(tool, "ALTER TABLE j_mix ADD COLUMN c int");
      tool.commit();
      assertThat(journal(c)).isEmpty();
      assertThat(show(c, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'j_mix_b'::regclass"))
          .isEqualTo("t");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aRolledBackMigrationGoesOnWhereItStopped(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE j_again (a int)");
      try (var tool = open(major)) {
        tool.setAutoCommit(false);
        run(tool, "SELECT count(*) FROM j_again");
        run(tool, "ALTER TABLE j_again ADD COLUMN b int");
        run(tool, "CREATE INDEX j_again_b ON j_again (b)");
        run(tool, "ALTER TABLE j_again ADD COLUMN c int");
        assertThatThrownBy(() -> run(tool, "ALTER TABLE j_again ADD COLUMN a int"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42701"));
        tool.rollback();
      }
      assertThat(journal(c)).hasSize(2);
      try (var tool = open(major)) {
        tool.setAutoCommit(false);
        run(tool, "SELECT count(*) FROM j_again");
        // Tools strip comments and white space.
        assertThat(say(tool, "ALTER TABLE  j_again /* x */ ADD COLUMN b int"))
            .singleElement()
            .asString()
            .contains("skipped this statement");
        assertThat(say(tool, "CREATE INDEX j_again_b ON j_again (b)"))
            .anyMatch(w -> w.contains("skipped this statement"));
        run(tool, "ALTER TABLE j_again ADD COLUMN c int");
        tool.commit();
      }
      assertThat(
              column(
                  c,
                  "SELECT attname FROM pg_attribute WHERE attrelid = 'j_again'::regclass AND attnum"
                      + " > 0"))
          .containsExactly("a", "b", "c");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aChangedMigrationIsAnErrorThatNamesBoth(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_changed (a int)");
      tool.setAutoCommit(false);
      run(tool, "ALTER TABLE j_changed ADD COLUMN b int");
      run(tool, "CREATE INDEX j_changed_b ON j_changed (b)");
      tool.rollback();
      run(tool, "ALTER TABLE j_changed ADD COLUMN b int");
      var e =
          catchThrowableOfType(
              UnsafeDdlException.class,
              () -> run(tool, "CREATE INDEX j_changed_c ON j_changed (a)"));
      assertThat(e.getSQLState()).isEqualTo("55000");
      assertThat((Throwable) e)
          .hasMessageContaining("CREATE INDEX j_changed_b ON j_changed ( b )")
          .hasMessageContaining("CREATE INDEX j_changed_c ON j_changed ( a )")
          .hasMessageContaining("safeddl-check journal forget");
      tool.rollback();
      // What does not begin like it is another migration.
      run(tool, "ALTER TABLE j_changed ADD COLUMN d int");
      tool.commit();
      assertThat(journal(c)).hasSize(2);
      run(c, "DELETE FROM safeddl.journal");
    }
  }

  private static List<String> chain(SQLException failure) {
    var messages = new ArrayList<String>();
    for (var e = failure; e != null; e = e.getNextException()) {
      messages.add(e.getMessage());
    }
    return messages;
  }

  /** Another text of the first statement: the server's own word, and the journal's beside it. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whoMeetsWhatAnUnfinishedRunHasDoneIsTold(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_edit (a int)");
      tool.setAutoCommit(false);
      run(tool, "ALTER TABLE j_edit ADD COLUMN b int");
      run(tool, "CREATE TABLE j_edit2 (a int)");
      run(tool, "CREATE INDEX j_edit_b ON j_edit (b)");
      tool.rollback();
      var run = show(c, "SELECT DISTINCT run FROM safeddl.journal");
      for (boolean autoCommit : List.of(false, true)) {
        tool.setAutoCommit(autoCommit);
        for (var edited :
            List.of(
                "ALTER TABLE j_edit ADD COLUMN b bigint",
                "CREATE TABLE j_edit2 (a bigint)",
                "CREATE INDEX j_edit_b ON j_edit (a)")) {
          var e = catchThrowableOfType(SQLException.class, () -> run(tool, edited));
          assertThat(e.getSQLState()).startsWith("42");
          assertThat(chain(e))
              .as(edited)
              .anyMatch(
                  m ->
                      m.contains("has a migration that has not come to its end")
                          && m.contains("safeddl-check journal forget --run " + run));
          if (!autoCommit) {
            tool.rollback();
          }
        }
        var other = catchThrowableOfType(SQLException.class, () -> run(tool, "DROP TABLE j_none"));
        assertThat(chain(other)).as("it is about something else").hasSize(1);
        if (!autoCommit) {
          tool.rollback();
        }
      }
      run(c, "DELETE FROM safeddl.journal");
    }
  }

  /** Another migration that begins alike has committed what both begin with. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatIsLeftOfARunThatAnotherMigrationHasBegunIsSaid(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_taken (a int)");
      tool.setAutoCommit(false);
      run(tool, "ALTER TABLE j_taken ADD COLUMN b int");
      run(tool, "CREATE INDEX j_taken_b ON j_taken (b)");
      tool.rollback();
      run(tool, "ALTER TABLE j_taken ADD COLUMN b int");
      tool.commit();
      assertThat(journal(c)).containsExactly("1 done 1 CREATE INDEX j_taken_b ON j_taken ( b )");
      var e =
          catchThrowableOfType(
              SQLException.class, () -> run(tool, "ALTER TABLE j_taken ADD COLUMN b int"));
      assertThat(e.getSQLState()).isEqualTo("42701");
      assertThat(chain(e)).anyMatch(m -> m.contains("has done: CREATE INDEX j_taken_b"));
      tool.rollback();
      run(c, "DELETE FROM safeddl.journal");
    }
  }

  /** Letters outside of quotes mean the same in either case. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theCaseOfLettersMakesNoOtherStatement(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_case (a int)");
      tool.setAutoCommit(false);
      run(tool, "ALTER TABLE j_case ADD COLUMN b int");
      run(tool, "CREATE INDEX \"J_case\" ON j_case (b)");
      tool.rollback();
      assertThat(say(tool, "alter table J_CASE add column B int"))
          .anyMatch(w -> w.contains("skipped"));
      assertThat(say(tool, "create index \"J_case\" on J_CASE (B)"))
          .anyMatch(w -> w.contains("skipped"));
      tool.commit();
    }
  }

  /** As a text of its own, and within one. */
  @ParameterizedTest
  @ValueSource(strings = {"; ", "\n"})
  void aMigrationGoesOnBehindWhatFindsNothingToDo(String between) throws SQLException {
    var statements =
        List.of(
            "CREATE TABLE IF NOT EXISTS j_idle (a int)",
            "ALTER TABLE j_idle ADD COLUMN b int",
            "CREATE INDEX j_idle_b ON j_idle (b)");
    try (var c = SERVERS.connect(18);
        var tool = open(18)) {
      run(c, "DROP TABLE IF EXISTS j_idle; CREATE TABLE j_idle (a int)");
      tool.setAutoCommit(false);
      for (boolean commits : List.of(false, true)) {
        var said = new ArrayList<String>();
        for (String text :
            between.equals("; ") ? List.of(String.join(between, statements)) : statements) {
          said.addAll(say(tool, text));
        }
        assertThat(said).filteredOn(w -> w.contains("skipped this")).hasSize(commits ? 2 : 0);
        if (commits) {
          tool.commit();
        } else {
          tool.rollback();
          assertThat(journal(c)).hasSize(2);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void settingsSurviveAndAreputBackByARollback(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE SCHEMA j_app; CREATE TABLE j_app.j_set (a int)");
      run(tool, "SET application_name = 'before'");
      tool.setAutoCommit(false);
      run(tool, "SET application_name = 'inside'");
      run(tool, "SET j.custom = 'x'");
      run(tool, "SET LOCAL search_path = j_app");
      run(tool, "ALTER TABLE j_set ADD COLUMN b int");
      run(tool, "CREATE INDEX j_set_b ON j_set (b)");
      assertThat(show(tool, "SHOW application_name")).isEqualTo("inside");
      assertThat(show(tool, "SHOW search_path")).isEqualTo("j_app");
      run(tool, "ALTER TABLE j_set ADD COLUMN c int");
      run(tool, "CREATE INDEX j_set_c ON j_set (c)");
      assertThat(journal(c)).hasSize(4);
      tool.rollback();
      assertThat(show(tool, "SHOW application_name")).isEqualTo("before");
      assertThat(show(tool, "SHOW search_path")).isEqualTo("\"$user\", public");
      assertThat(show(tool, "SELECT coalesce(current_setting('j.custom', true), '')")).isEmpty();
      tool.rollback();
      run(c, "DELETE FROM safeddl.journal");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theSameTextInAnotherSearchPathIsAnotherMigration(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      SERVERS.sets("search_path");
      run(c, "CREATE SCHEMA t1; CREATE TABLE t1.j_tenant (a int)");
      run(c, "CREATE SCHEMA t2; CREATE TABLE t2.j_tenant (a int)");
      for (String tenant : List.of("t1", "t2")) {
        run(tool, "SET search_path = " + tenant);
        tool.setAutoCommit(false);
        run(tool, "CREATE INDEX j_tenant_a ON j_tenant (a)");
        if (tenant.equals("t1")) {
          tool.rollback();
        } else {
          tool.commit();
        }
        tool.setAutoCommit(true);
      }
      assertThat(
              column(
                  c, "SELECT schemaname FROM pg_indexes WHERE indexname = 'j_tenant_a' ORDER BY 1"))
          .containsExactly("t1", "t2");
      assertThat(journal(c)).hasSize(1);
      run(tool, "SET search_path = t1");
      assertThat(say(tool, "CREATE INDEX j_tenant_a ON j_tenant (a)"))
          .anyMatch(w -> w.contains("skipped"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatCannotBeCommittedEarlyIsRefusedWithTheWayToSplitIt(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major);
        var refusing = open(major, "safeddl.transactions", "refuse")) {
      run(c, "CREATE TABLE j_data (a int)");
      tool.setAutoCommit(false);
      run(tool, "INSERT INTO j_data VALUES (1)");
      assertThatThrownBy(() -> run(tool, "CREATE INDEX j_data_a ON j_data (a)"))
          .hasMessageContaining("has written data")
          .hasMessageContaining("of its own");
      tool.rollback();
      refusing.setAutoCommit(false);
      run(refusing, "ALTER TABLE j_data ADD COLUMN b int");
      assertThatThrownBy(() -> run(refusing, "CREATE INDEX j_data_b ON j_data (b)"))
          .hasMessageContaining("safeddl.transactions=refuse");
      refusing.rollback();
      run(refusing, "CREATE INDEX j_data_a ON j_data (a)");
      refusing.commit();
      for (String first :
          List.of(
              "SET CONSTRAINTS ALL DEFERRED",
              "SAVEPOINT s",
              "SELECT a FROM j_data FOR UPDATE",
              "CREATE TEMP TABLE j_temp (a int)",
              "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
              "LISTEN j_channel",
              "UNLISTEN *",
              "NOTIFY j_channel",
              "SELECT pg_notify('j_channel', 'x')",
              "RESET ALL",
              "DISCARD PLANS",
              "DISCARD TEMP",
              "DEALLOCATE ALL",
              "DECLARE j_cursor CURSOR WITH HOLD FOR SELECT 1")) {
        run(tool, first);
        run(tool, "ALTER TABLE j_data ADD COLUMN c int");
        assertThatThrownBy(() -> run(tool, "CREATE INDEX j_data_c ON j_data (c)"))
            .as(first)
            .hasMessageContaining("cannot be committed early")
            .hasMessageContaining(
                first.startsWith("SET TRANS")
                    ? "READ COMMITTED"
                    : "Here: " + first.substring(0, first.indexOf(' ')))
            .hasMessageContaining("of its own");
        tool.rollback();
        // In one text too, of which nothing has run.
        assertThatThrownBy(() -> run(tool, first + "; CREATE INDEX j_data_c ON j_data (c)"))
            .as(first)
            .isInstanceOf(UnsafeDdlException.class)
            .hasMessageContaining("cannot be committed early")
            .hasMessageContaining("of its own");
        tool.rollback();
      }
      assertThat(column(tool, "SELECT pg_listening_channels()")).isEmpty();
      assertThat(column(tool, "SELECT name FROM pg_cursors WHERE name <> ''")).isEmpty();
      tool.rollback();
    }
  }

  /** It was made by a transaction before, and outlives the end of this one, whichever it is. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aCursorWithHoldOfAnEarlierTransactionStands(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_hold (a int)");
      tool.setAutoCommit(false);
      run(tool, "DECLARE j_held CURSOR WITH HOLD FOR SELECT generate_series(1, 3)");
      tool.commit();
      run(tool, "CREATE INDEX j_hold_a ON j_hold (a)");
      run(tool, "ALTER TABLE j_hold ADD COLUMN b int");
      run(tool, "CREATE INDEX j_hold_b ON j_hold (b)");
      tool.commit();
      assertThat(column(tool, "FETCH ALL FROM j_held")).containsExactly("1", "2", "3");
      run(tool, "CLOSE j_held");
      tool.commit();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theNextTransactionHasThePropertiesOfTheOneThatWasEnded(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_properties (a int)");
      run(tool, "SET default_transaction_deferrable = on");
      var properties =
          "SELECT current_setting('transaction_isolation') || ' ' ||"
              + " current_setting('transaction_read_only') || ' ' ||"
              + " current_setting('transaction_deferrable')";
      tool.setAutoCommit(false);
      // For the transactions to come, not for this one.
      run(tool, "SET default_transaction_isolation = 'serializable'");
      run(tool, "SET default_transaction_deferrable = off");
      run(tool, "ALTER TABLE j_properties ADD COLUMN b int");
      run(tool, "CREATE INDEX j_properties_b ON j_properties (b)");
      assertThat(show(tool, properties)).isEqualTo("read committed off on");
      tool.commit();
      assertThat(show(tool, properties)).isEqualTo("serializable off off");
      tool.rollback();
    }
  }

  /** What the JDBC API says of a transaction counts as its SQL does. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTransactionThatIsMoreThanNothingByTheApiIsNotEndedEither(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_api (a int)");
      tool.setAutoCommit(false);
      tool.setSavepoint();
      assertThatThrownBy(() -> run(tool, "CREATE INDEX j_api_a ON j_api (a)"))
          .hasMessageContaining("cannot be committed early");
      tool.rollback();
      tool.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      assertThatThrownBy(() -> run(tool, "CREATE INDEX j_api_a ON j_api (a)"))
          .hasMessageContaining("cannot be committed early");
      tool.rollback();
      tool.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      tool.rollback();
      tool.setReadOnly(true);
      assertThatThrownBy(() -> run(tool, "CREATE INDEX j_api_a ON j_api (a)"))
          .isInstanceOf(SQLException.class);
      tool.rollback();
      tool.setReadOnly(false);
      assertThat(show(c, "SELECT to_regclass('j_api_a') IS NULL")).isEqualTo("t");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void everyWayToCommitTakesTheRowsAway(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE j_ends (a int)");
      for (String end : List.of("COMMIT", "END", "COMMIT AND CHAIN", "commit()", "autocommit")) {
        try (var tool = open(major)) {
          tool.setAutoCommit(false);
          run(tool, "ALTER TABLE j_ends ADD COLUMN b int");
          run(tool, "CREATE INDEX j_ends_b ON j_ends (b)");
          assertThat(journal(c)).hasSize(2);
          if (!end.startsWith("c") && !end.startsWith("a")) {
            assertThatThrownBy(() -> run(tool, "PREPARE TRANSACTION 'x'"))
                .hasMessageContaining("PREPARE TRANSACTION");
          }
          switch (end) {
            case "commit()" -> tool.commit();
            case "autocommit" -> tool.setAutoCommit(true);
            default -> run(tool, end);
          }
          assertThat(journal(c)).as(end).isEmpty();
          run(c, "ALTER TABLE j_ends DROP COLUMN b");
        }
      }
      run(c, "ALTER TABLE j_ends ADD COLUMN b int");
      try (var tool = open(major)) {
        run(tool, "BEGIN; ALTER TABLE j_ends ADD COLUMN c int; CREATE INDEX ON j_ends (c); COMMIT");
        assertThat(journal(c)).isEmpty();
        run(
            tool,
            "ALTER TABLE j_ends ADD COLUMN d int; CREATE INDEX ON j_ends (d); CREATE INDEX ON"
                + " j_ends (a); ANALYZE j_ends");
        assertThat(journal(c)).isEmpty();
      }
      assertThat(
              column(
                  c,
                  "SELECT indexrelid::regclass FROM pg_index WHERE indrelid = 'j_ends'::regclass"
                      + " ORDER BY 1::text"))
          .containsExactlyInAnyOrder("j_ends_c_idx", "j_ends_d_idx", "j_ends_a_idx");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aTextThatFailedAtItsEndGoesOn(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_text (a int)");
      var text =
          "ALTER TABLE j_text ADD COLUMN b int; CREATE INDEX ON j_text (b);"
              + " ALTER TABLE j_text ADD COLUMN c int; COMMENT ON COLUMN j_text.d IS 'x'";
      assertThatThrownBy(() -> run(tool, text)).isInstanceOf(SQLException.class);
      assertThat(journal(c)).hasSize(2);
      run(c, "ALTER TABLE j_text ADD COLUMN d int");
      assertThat(say(tool, text)).filteredOn(w -> w.contains("skipped")).hasSize(2);
      assertThat(
              column(
                  c,
                  "SELECT attname FROM pg_attribute WHERE attrelid = 'j_text'::regclass AND attnum"
                      + " > 0 ORDER BY 1"))
          .containsExactly("a", "b", "c", "d");
    }
  }

  /** pgjdbc complains where a statement gave no rows, but what it did stands. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatWasExecutedAsAQueryIsDoneAndOverAllTheSame(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_query (a int)");
      for (var ddl :
          List.of(
              "CREATE INDEX j_query_a ON j_query (a)", "ALTER TABLE j_query ADD COLUMN b int")) {
        try (var statement = tool.createStatement();
            var prepared = tool.prepareStatement(ddl.replace("_a ", "_b ").replace(" b ", " c "))) {
          assertThatThrownBy(() -> statement.executeQuery(ddl))
              .isInstanceOf(PSQLException.class)
              .hasFieldOrPropertyWithValue("SQLState", "02000");
          assertThatThrownBy(prepared::executeQuery)
              .isInstanceOf(PSQLException.class)
              .hasFieldOrPropertyWithValue("SQLState", "02000");
        }
        assertThat(journal(c)).isEmpty();
      }
      assertThat(
              column(
                  c,
                  "SELECT attname FROM pg_attribute WHERE attrelid = 'j_query'::regclass"
                      + " AND attnum > 0 ORDER BY 1"))
          .containsExactly("a", "b", "c");
      assertThat(column(c, "SELECT relname FROM pg_class WHERE relname ~ '^j_query_' ORDER BY 1"))
          .containsExactly("j_query_a", "j_query_b");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void rowsOfWhatIsGoneAreStale(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_stale (a int)");
      tool.setAutoCommit(false);
      run(tool, "CREATE INDEX j_stale_a ON j_stale (a)");
      tool.rollback();
      assertThat(journal(c)).hasSize(1);
      run(c, "DROP INDEX j_stale_a");
      assertThat(say(tool, "CREATE INDEX j_stale_a ON j_stale (a)"))
          .noneMatch(w -> w.contains("skipped"));
      tool.commit();
      assertThat(show(c, "SELECT to_regclass('j_stale_a')")).isEqualTo("j_stale_a");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatWasTakenBackByHandIsDoneAgain(int major) throws SQLException {
    var migration =
        List.of(
            "ALTER TABLE j_hand ADD COLUMN b int, ADD COLUMN gone int",
            "ALTER TABLE j_hand ADD CONSTRAINT j_check CHECK (a > 0)",
            "ALTER TABLE j_hand RENAME COLUMN b TO c",
            "ALTER TABLE j_hand DROP COLUMN gone",
            "ALTER TABLE j_hand ADD CONSTRAINT j_key UNIQUE (a)",
            "CREATE INDEX j_hand_a ON j_hand (a)");
    for (var hand :
        List.of(
            "",
            "ALTER TABLE j_hand DROP CONSTRAINT j_check",
            "ALTER TABLE j_hand DROP CONSTRAINT j_key",
            "ALTER TABLE j_hand DROP COLUMN c",
            "DROP INDEX j_hand_a")) {
      try (var c = SERVERS.connect(major);
          var tool = open(major)) {
        run(c, "DROP TABLE IF EXISTS j_hand; CREATE TABLE j_hand (a int)");
        tool.setAutoCommit(false);
        for (String sql : migration) {
          run(tool, sql);
        }
        tool.rollback();
        assertThat(journal(c)).hasSize(6);
        if (!hand.isEmpty()) {
          run(c, hand);
        }
        var again = new ArrayList<String>();
        for (String sql : hand.contains("COLUMN c") ? migration.subList(0, 1) : migration) {
          if (say(tool, sql).stream().noneMatch(w -> w.contains("skipped"))) {
            again.add(sql);
          }
        }
        assertThat(again)
            .as(hand)
            .isEqualTo(
                switch (hand) {
                  case "" -> List.of();
                  case "DROP INDEX j_hand_a" -> migration.subList(5, 6);
                  case "ALTER TABLE j_hand DROP COLUMN c" -> migration.subList(0, 1);
                  case "ALTER TABLE j_hand DROP CONSTRAINT j_key" -> migration.subList(4, 5);
                  default -> migration.subList(1, 2);
                });
        tool.commit();
        run(c, "DELETE FROM safeddl.journal");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aBatchGoesOnToo(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_batch (a int)");
      tool.setAutoCommit(false);
      for (boolean commits : List.of(false, true)) {
        try (var statement = tool.createStatement()) {
          statement.addBatch("ALTER TABLE j_batch ADD COLUMN b int");
          statement.addBatch("CREATE INDEX j_batch_b ON j_batch (b)");
          statement.addBatch("INSERT INTO j_batch VALUES (1)");
          assertThat(statement.executeBatch()).containsExactly(0, 0, 1);
        }
        if (commits) {
          tool.commit();
        } else {
          tool.rollback();
          assertThat(journal(c)).hasSize(2);
        }
      }
      assertThat(column(c, "SELECT a FROM j_batch")).containsExactly("1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void thePathMayChangeWithinTheTransaction(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      SERVERS.sets("search_path");
      run(c, "CREATE SCHEMA m1; CREATE TABLE m1.j_path (a int)");
      run(c, "CREATE SCHEMA m2; CREATE TABLE m2.j_path (a int)");
      tool.setAutoCommit(false);
      for (boolean commits : List.of(false, true)) {
        for (String schema : List.of("m1", "m2")) {
          run(tool, "SET search_path = " + schema);
          run(tool, "ALTER TABLE j_path ADD COLUMN b int");
          run(tool, "CREATE INDEX j_path_b ON j_path (b)");
        }
        if (commits) {
          tool.commit();
        } else {
          tool.rollback();
          assertThat(show(tool, "SHOW search_path")).isEqualTo("\"$user\", public");
          tool.rollback();
          assertThat(column(c, "SELECT search_path FROM safeddl.journal ORDER BY ordinal"))
              .containsExactly("m1", "m1", "m2", "m2");
        }
      }
      assertThat(
              column(
                  c, "SELECT schemaname FROM pg_indexes WHERE indexname = 'j_path_b' ORDER BY 1"))
          .containsExactly("m1", "m2");
      run(tool, "SET search_path = public");
      tool.commit();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatDroppedOrRebuiltAnIndexIsNotStaleForThat(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_drop (a int); CREATE INDEX j_drop_a ON j_drop (a)");
      run(c, "CREATE INDEX j_drop_b ON j_drop (a)");
      tool.setAutoCommit(false);
      for (boolean commits : List.of(false, true)) {
        run(tool, "REINDEX INDEX j_drop_b");
        run(tool, "DROP INDEX j_drop_a");
        if (commits) {
          tool.commit();
        } else {
          tool.rollback();
        }
      }
      assertThat(show(c, "SELECT to_regclass('j_drop_a') IS NULL")).isEqualTo("t");
    }
  }

  /** A crash between the drop and its note. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aDropThatWasNotNotedIsDone(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = open(major)) {
      run(c, "CREATE TABLE j_gone (a int); CREATE INDEX j_gone_a ON j_gone (a)");
      tool.setAutoCommit(false);
      run(tool, "DROP INDEX j_gone_a");
      tool.rollback();
      run(c, "UPDATE safeddl.journal SET state = 'intent', step = 0");
      assertThat(say(tool, "DROP INDEX j_gone_a"))
          .anyMatch(w -> w.contains("completed this statement"));
      tool.commit();
    }
  }
}
