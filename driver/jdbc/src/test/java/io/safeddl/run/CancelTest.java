package io.safeddl.run;

import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another thread, or a limit of the tool's, ends what the gate does in a statement's place. */
@Timeout(60)
class CancelTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static final Duration PROMPT = Duration.ofSeconds(1);

  /** What the other thread calls. */
  private interface End {
    void call(Connection tool, Statement statement) throws SQLException;
  }

  /**
   * A build that waits for a writer, as its clean-up would too: the caller returns at once, the
   * executing thread when nothing is left.
   */
  private static void endsABuild(int major, String table, End end) throws Exception {
    try (var c = SERVERS.connect(major);
        var writer = SERVERS.connect(major);
        var tool = SERVERS.safe(major)) {
      run(c, "CREATE TABLE " + table + " (a int)");
      writer.setAutoCommit(false);
      run(writer, "INSERT INTO " + table + " VALUES (1)");
      var statement = tool.createStatement();
      var built =
          CompletableFuture.supplyAsync(
              () ->
                  catchThrowableOfType(
                      SQLException.class,
                      () -> statement.execute("CREATE INDEX i_" + table + " ON " + table + "(a)")));
      waitFor(
          c,
          "SELECT count(*) = 1 FROM pg_index WHERE NOT indisvalid"
              + " AND indrelid = '"
              + table
              + "'::regclass");
      long start = System.nanoTime();
      end.call(tool, statement);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
      TimeUnit.MILLISECONDS.sleep(300);
      writer.rollback();
      assertThat((Throwable) built.get(20, TimeUnit.SECONDS)).isNotNull();
      assertThat(
              show(c, "SELECT count(*) FROM pg_index WHERE indrelid = '" + table + "'::regclass"))
          .isEqualTo("0");
    }
  }

  private static void waitFor(Connection c, String condition) throws Exception {
    for (int i = 0; i < 200 && !show(c, condition).equals("t"); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void cancelReturnsAtOnce(int major) throws Exception {
    endsABuild(major, "c_cancel", (tool, statement) -> statement.cancel());
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void closingTheStatementCancelsItsBuild(int major) throws Exception {
    endsABuild(major, "c_statement", (tool, statement) -> statement.close());
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void closingTheConnectionReturnsAtOnce(int major) throws Exception {
    // What was begun stays in the journal, as after a kill.
    SERVERS.leavesRows();
    // Not by the face that looks at the settings first: it would wait for the build.
    endsABuild(major, "c_close", (tool, statement) -> tool.unwrap(Connection.class).close());
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void abortReturnsAtOnce(int major) throws Exception {
    SERVERS.leavesRows();
    endsABuild(major, "c_abort", (tool, statement) -> tool.abort(Runnable::run));
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theQueryTimeoutEndsAWaitForALock(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var reader = SERVERS.connect(major);
        var tool = SERVERS.safe(major);
        var statement = tool.createStatement()) {
      run(c, "CREATE TABLE c_wait (a int)");
      reader.setAutoCommit(false);
      run(reader, "SELECT * FROM c_wait");
      statement.setQueryTimeout(1);
      long start = System.nanoTime();
      assertThatThrownBy(() -> statement.execute("ALTER TABLE c_wait ADD COLUMN b int"))
          .hasFieldOrPropertyWithValue("SQLState", "57014")
          .hasMessageContaining("setQueryTimeout")
          .hasMessageContaining("c_wait");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
      reader.rollback();
      assertThat(statement.execute("ALTER TABLE c_wait ADD COLUMN b int")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theQueryTimeoutEndsADataStatementOfAText(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var tool = SERVERS.safe(major);
        var statement = tool.createStatement()) {
      run(c, "CREATE TABLE c_text (a int)");
      statement.setQueryTimeout(1);
      assertThatThrownBy(
              () ->
                  statement.execute(
                      "ALTER TABLE c_text ADD COLUMN b int; INSERT INTO c_text"
                          + " SELECT 1 FROM pg_sleep(20)"))
          .hasFieldOrPropertyWithValue("SQLState", "57014");
      assertThat(show(c, "SELECT count(*) FROM c_text")).isEqualTo("0");
    }
  }

  /** Design section 4: around a build the client's own limits are lifted. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theQueryTimeoutDoesNotEndABuild(int major) throws Exception {
    try (var c = SERVERS.connect(major);
        var writer = SERVERS.connect(major);
        var tool = SERVERS.safe(major, "queryTimeout", "1");
        var statement = tool.createStatement()) {
      run(c, "CREATE TABLE c_lifted (a int)");
      writer.setAutoCommit(false);
      run(writer, "INSERT INTO c_lifted VALUES (1)");
      var committed =
          CompletableFuture.runAsync(
              () -> Servers.unchecked(writer::commit),
              CompletableFuture.delayedExecutor(1800, TimeUnit.MILLISECONDS));
      statement.setQueryTimeout(1);
      statement.execute("CREATE INDEX i_lifted ON c_lifted (a)");
      committed.get(10, TimeUnit.SECONDS);
      assertThat(statement.getQueryTimeout()).isEqualTo(1);
    }
  }
}
