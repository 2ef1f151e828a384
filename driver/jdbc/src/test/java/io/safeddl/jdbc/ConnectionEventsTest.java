package io.safeddl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.PgConnection;

/** The gate hears of the transaction and of every way to the server that is no statement. */
final class ConnectionEventsTest {
  private static TestDatabase database;

  private GatedConnection gated;
  private Connection connection;
  private List<String> events;

  @BeforeAll
  static void createDatabase() throws SQLException {
    database = TestPostgres.server().createDatabase();
    try (var plain = database.connect();
        var create = plain.createStatement()) {
      create.execute("CREATE TABLE t (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    }
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    gated = GatedConnection.open(database);
    connection = gated.connection();
    events = gated.gate().events;
  }

  @AfterEach
  void disconnect() throws SQLException {
    gated.close();
  }

  @Test
  void commitAndRollback() throws SQLException {
    connection.setAutoCommit(false);
    connection.commit();
    connection.rollback();
    connection.setAutoCommit(true);
    connection.setAutoCommit(true);
    assertThat(events)
        .containsExactly("before commit", "committed", "rolled back", "before commit", "committed");
  }

  @Test
  void aFailedCommitIsARollback() throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("INSERT INTO t VALUES (1), (1)");
    }
    assertThatThrownBy(() -> connection.commit()).hasMessageContaining("duplicate key");
    assertThat(events)
        .containsExactly("INSERT INTO t VALUES (1), (1)", "before commit", "rolled back");
  }

  @Test
  void savepoints() throws SQLException {
    connection.setAutoCommit(false);
    var savepoint = connection.setSavepoint();
    connection.setSavepoint("named");
    connection.rollback(savepoint);
    connection.releaseSavepoint(savepoint);
    assertThat(events).containsExactly("savepoint", "savepoint");
  }

  @Test
  void closingOnce() throws SQLException {
    connection.close();
    connection.close();
    assertThat(connection.isClosed()).isTrue();
    assertThat(events).containsExactly("close");
  }

  @Test
  void copyThroughTheInterfaceAndThroughTheClass() throws Exception {
    var base = connection.unwrap(BaseConnection.class);
    new CopyManager(base).copyIn("COPY t FROM STDIN", new StringReader("11\n"));
    assertThat(events).isNotEmpty().containsOnly("side channel");
    events.clear();
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn("COPY t FROM STDIN", new StringReader("12\n"));
    assertThat(events).containsExactly("side channel");
    try (var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("DELETE FROM t")).isEqualTo(2);
    }
  }

  @Test
  void largeObjects() throws SQLException {
    connection.setAutoCommit(false);
    var manager = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    assertThat(events).containsExactly("side channel");
    long oid = manager.createLO();
    try (var object = manager.open(oid)) {
      object.write("text".getBytes(StandardCharsets.UTF_8));
      object.seek(0);
      assertThat(object.read(4)).asString(StandardCharsets.UTF_8).isEqualTo("text");
    }
    connection.rollback();
  }

  @Test
  @SuppressWarnings("deprecation") // the fast path is what is asked about
  void otherWaysAround() throws SQLException {
    var pg = connection.unwrap(PGConnection.class);
    assertThat(pg.getFastpathAPI()).isNotNull();
    assertThat(pg.getReplicationAPI()).isNotNull();
    assertThat(connection.unwrap(BaseConnection.class).getReplicationProtocol()).isNotNull();
    assertThat(connection.unwrap(PgConnection.class)).isNotNull();
    assertThat(events)
        .containsExactly("side channel", "side channel", "side channel", "side channel");
  }

  @Test
  void listenAndNotify() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("LISTEN channel");
      statement.execute("NOTIFY channel, 'payload'");
    }
    var notifications = connection.unwrap(PGConnection.class).getNotifications(5_000);
    assertThat(notifications).hasSize(1);
    assertThat(notifications[0].getParameter()).isEqualTo("payload");
  }

  @Test
  void cancelFromAnotherThread() throws Exception {
    try (var statement = connection.createStatement()) {
      var scheduler = Executors.newSingleThreadScheduledExecutor();
      try {
        var cancelling =
            scheduler.schedule(
                () -> {
                  statement.cancel();
                  return null;
                },
                300,
                TimeUnit.MILLISECONDS);
        assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(30)"))
            .hasFieldOrPropertyWithValue("SQLState", "57014");
        cancelling.get(5, TimeUnit.SECONDS);
      } finally {
        scheduler.shutdownNow();
      }
    }
    assertThat(events).as("pgjdbc's own cancel does it").doesNotContain("cancel");
  }

  @Test
  void networkTimeoutAndAbort() throws Exception {
    connection.setNetworkTimeout(Runnable::run, 200);
    assertThat(connection.getNetworkTimeout()).isEqualTo(200);
    try (var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(30)"))
          .hasFieldOrPropertyWithValue("SQLState", "08006");
    }
    try (var other = GatedConnection.open(database)) {
      other.connection().abort(Runnable::run);
      assertThat(other.connection().isClosed()).isTrue();
    }
  }
}
