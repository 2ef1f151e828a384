package io.safeddl.sql;

import io.safeddl.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultHandlerBase;

/**
 * Asks a real server what it takes a text for. The text is sent whole in one simple-protocol
 * message, so the server itself splits it.
 */
final class ServerCommands implements AutoCloseable {
  private final Connection connection;

  ServerCommands(TestDatabase database) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    this.connection = database.connect(properties);
    connection.setAutoCommit(true);
  }

  /** Runs a script in autocommit. */
  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * True where the server's parser accepts the text: in a transaction that has failed, it parses
   * everything, and runs nothing but the end of the transaction.
   */
  boolean accepts(String sql) throws SQLException {
    run("begin");
    try {
      fail("select 1/0", "22012");
      return !"42601".equals(stateOf(sql));
    } finally {
      run("rollback");
    }
  }

  private void fail(String sql, String state) throws SQLException {
    if (!state.equals(stateOf(sql))) {
      throw new IllegalStateException("no failure: " + sql);
    }
  }

  private @Nullable String stateOf(String sql) {
    try {
      run(sql);
      return null;
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  /**
   * The command tags that the server reports for the text, without row counts, run in a transaction
   * that is rolled back; null where it fails.
   */
  @Nullable List<String> tags(String sql) throws SQLException {
    List<String> tags = new ArrayList<>();
    run("begin");
    try {
      QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
      executor.execute(
          executor.createSimpleQuery(sql),
          null,
          new ResultHandlerBase() {
            @Override
            public void handleCommandStatus(String status, long updateCount, long insertOid) {
              tags.add(status.replaceAll("( \\d+)+$", ""));
            }

            @Override
            public void handleWarning(SQLWarning warning) {
              // "already exists, skipping" and the like
            }
          },
          0,
          0,
          QueryExecutor.QUERY_SUPPRESS_BEGIN | QueryExecutor.QUERY_EXECUTE_AS_SIMPLE);
      return tags;
    } catch (SQLException e) {
      return null;
    } finally {
      run("rollback");
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
