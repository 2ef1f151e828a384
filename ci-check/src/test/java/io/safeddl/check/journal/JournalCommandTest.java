package io.safeddl.check.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.safeddl.check.Cli;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The journal's commands on a real server, with a journal as the driver makes it. */
@Timeout(300)
class JournalCommandTest {
  private static final String DEAD = "11111111-1111-1111-1111-111111111111";
  private static final String LIVE = "22222222-2222-2222-2222-222222222222";

  private static final String JOURNAL =
      """
      CREATE SCHEMA safeddl;
      CREATE TABLE safeddl.journal (
        run uuid NOT NULL, ordinal int NOT NULL,
        statement_hash text NOT NULL, statement_start text NOT NULL, relations oid[] NOT NULL,
        state text NOT NULL CHECK (state IN ('intent', 'done')),
        step int NOT NULL DEFAULT 0, steps jsonb, search_path text NOT NULL,
        role_name text NOT NULL, started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        owner_pid int NOT NULL, owner_started timestamptz NOT NULL, application_name text NOT NULL,
        PRIMARY KEY (run, ordinal));
      CREATE TABLE file (id int);
      INSERT INTO file VALUES (1), (1);
      ALTER TABLE file ADD CONSTRAINT positive CHECK (id > 0) NOT VALID;
      CREATE TABLE other (id int CONSTRAINT away CHECK (id > 0));
      ALTER TABLE other ADD CONSTRAINT elsewhere CHECK (id > 1) NOT VALID;
      """;

  private static final String ROW =
      """
      INSERT INTO safeddl.journal
      SELECT '%s', %d, 'hash', '%s', ARRAY['file'::regclass::oid], '%s', %d, '%s'::jsonb, 'public',
             session_user, clock_timestamp(), pid, backend_start, 'Flyway'
        FROM (SELECT %s) AS owner (pid, backend_start)
      """;

  private final TestDatabase database = TestPostgres.server().createDatabase();

  @BeforeEach
  void makeTheJournal() throws SQLException {
    execute(JOURNAL);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void withoutAJournalThereIsNothing() throws SQLException {
    execute("DROP SCHEMA safeddl CASCADE");
    var list = Cli.on(database, "journal", "list");
    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).contains("The journal is empty");
    var forget = Cli.on(database, "journal", "forget", "--all");
    assertThat(forget.exitCode()).isZero();
  }

  @Test
  void aRunIsShownWithItsStatementsAndItsNextStep() throws SQLException {
    dead();
    var list = Cli.on(database, "journal", "list");
    assertThat(list.err()).isEmpty();
    assertThat(list.exitCode()).isEqualTo(1);
    assertThat(list.out())
        .contains(
            "Run " + DEAD,
            "pid 0 (Flyway), which is gone",
            "1  done: ALTER TABLE file ADD COLUMN a int",
            "2  1 of 2 steps done: CREATE UNIQUE INDEX u",
            "next: CREATE UNIQUE INDEX CONCURRENTLY u ON file (id)",
            "about: public.file");
  }

  @Test
  void programsReadTheSame() throws SQLException {
    dead();
    var list = Cli.on(database, "journal", "list", "--format", "json");
    assertThat(list.exitCode()).isEqualTo(1);
    var json = JsonParser.parseString(list.out()).getAsJsonObject();
    assertThat(json.get("version").getAsInt()).isEqualTo(1);
    var run = json.getAsJsonArray("runs").get(0).getAsJsonObject();
    assertThat(run.get("id").getAsString()).isEqualTo(DEAD);
    assertThat(run.get("running").getAsBoolean()).isFalse();
    var second = run.getAsJsonArray("statements").get(1).getAsJsonObject();
    assertThat(second.get("state").getAsString()).isEqualTo("intent");
    assertThat(second.get("next").getAsString()).startsWith("CREATE UNIQUE INDEX CONCURRENTLY");
    assertThat(second.getAsJsonArray("relations").get(0).getAsString()).isEqualTo("public.file");
  }

  @Test
  void forgettingSaysFirstWhatRemainsAndHowToSettleIt() throws SQLException {
    dead();
    fails("CREATE UNIQUE INDEX CONCURRENTLY u ON file (id)");
    var forget = Cli.on(database, "journal", "forget", "--run", DEAD, "--yes");
    assertThat(forget.exitCode()).as(forget.err()).isZero();
    assertThat(forget.out())
        .containsSubsequence(
            "Run " + DEAD,
            "It leaves behind: index public.u on public.file is INVALID",
            "DROP INDEX CONCURRENTLY public.u;",
            "It leaves behind: constraint positive on public.file is NOT VALID",
            "ALTER TABLE public.file VALIDATE CONSTRAINT positive;",
            "Forgotten: run " + DEAD)
        .doesNotContain("elsewhere");
    assertThat(runs()).isEmpty();
  }

  @Test
  void whatSomebodyGoesOnWithIsNotForgotten() throws SQLException {
    try (var owner = database.connect()) {
      live(owner);
      var refused = Cli.on(database, "journal", "forget", "--all", "--yes");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.out()).contains("which is there still", "Nothing was deleted");
      assertThat(runs()).containsExactly(LIVE);
    }
    await("SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database()");
    assertThat(Cli.on(database, "journal", "forget", "--all", "--yes").exitCode()).isZero();
    assertThat(runs()).isEmpty();
  }

  /** The number of a session is used again; another one of that number is not the owner. */
  @Test
  void anotherSessionOfTheSameNumberIsNotTheOwner() throws SQLException {
    try (var owner = database.connect()) {
      live(owner);
      execute("UPDATE safeddl.journal SET owner_started = owner_started - interval '1 day'");
      assertThat(Cli.on(database, "journal", "forget", "--all", "--yes").exitCode()).isZero();
      assertThat(runs()).isEmpty();
    }
  }

  @Test
  void withoutYesItAsks() throws SQLException {
    dead();
    for (var no : List.of("", "n\n", "no\n", "\n")) {
      var refused = forget(no);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.out()).contains("Forget it? [y/N]", "Nothing was deleted.");
    }
    assertThat(runs()).containsExactly(DEAD);
    assertThat(forget("y\n").exitCode()).isZero();
    assertThat(runs()).isEmpty();
  }

  @Test
  void wrongUseIsSaid() throws SQLException {
    dead();
    var unknown = Cli.on(database, "journal", "forget", "--run", LIVE, "--yes");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("the journal has no run " + LIVE);
    assertThat(Cli.on(database, "journal", "forget", "--yes").exitCode()).isEqualTo(2);
    assertThat(Cli.on(database, "journal", "forget", "--run", DEAD, "--all").exitCode())
        .isEqualTo(2);
    assertThat(Cli.run(Map.of(), "", "journal").exitCode()).isEqualTo(2);
    assertThat(runs()).containsExactly(DEAD);
  }

  /** What it holds would be run as whoever reads it. */
  @Test
  void theJournalOfSomebodyElseIsNotTouched() throws SQLException {
    dead();
    var stranger = "journal_" + ProcessHandle.current().pid();
    execute("CREATE ROLE " + stranger);
    try {
      execute("ALTER SCHEMA safeddl OWNER TO " + stranger);
      for (var command : List.of(List.of("list"), List.of("forget", "--all", "--yes"))) {
        var args = new ArrayList<>(List.of("journal"));
        args.addAll(command);
        var result = Cli.on(database, args.toArray(String[]::new));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("belongs to role " + stranger);
      }
      assertThat(runs()).containsExactly(DEAD);
    } finally {
      execute("ALTER SCHEMA safeddl OWNER TO CURRENT_USER", "DROP ROLE " + stranger);
    }
  }

  private Cli.Result forget(String input) {
    var environment =
        Map.of(
            "SAFEDDL_URL", database.safeDdlUrl(),
            "PGUSER", database.user(),
            "PGPASSWORD", database.password());
    return Cli.run(environment, input, "journal", "forget", "--all");
  }

  private void dead() throws SQLException {
    var gone = "0, timestamptz '2020-01-01'";
    execute(
        String.format(ROW, DEAD, 1, "ALTER TABLE file ADD COLUMN a int", "done", 0, "[]", gone),
        String.format(
            ROW,
            DEAD,
            2,
            "CREATE UNIQUE INDEX u",
            "intent",
            1,
            "[{\"sql\": \"SELECT 1\"}, {\"sql\": \"CREATE UNIQUE INDEX CONCURRENTLY u ON file"
                + " (id)\"}]",
            gone));
  }

  private void live(Connection owner) throws SQLException {
    try (var statement = owner.createStatement()) {
      statement.execute(
          String.format(
              ROW,
              LIVE,
              1,
              "CREATE INDEX i",
              "intent",
              0,
              "[{\"sql\": \"SELECT 1\"}]",
              "pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()"));
    }
  }

  private List<String> runs() throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT DISTINCT run::text FROM safeddl.journal")) {
      var runs = new ArrayList<String>();
      while (rows.next()) {
        runs.add(rows.getString(1));
      }
      return runs;
    }
  }

  private void await(String condition) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      for (var i = 0; i < 500; i++) {
        try (var rows = statement.executeQuery(condition)) {
          rows.next();
          if (rows.getBoolean(1)) {
            return;
          }
        }
        statement.execute("SELECT pg_sleep(0.02)");
      }
    }
    throw new AssertionError(condition);
  }

  private void execute(String... statements) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void fails(String sql) {
    assertThatThrownBy(() -> execute(sql)).isInstanceOf(SQLException.class);
  }
}
