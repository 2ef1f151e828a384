package io.safeddl.rule;

import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.plan.Policy;
import io.safeddl.sql.Script;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Carries out an example on a server. */
final class ServerExample {
  /** Every table counts as large, and what the planner expects of an empty one as many rows. */
  static final Policy ALL_LARGE =
      new Policy(
          Policy.DEFAULT.mode(),
          Policy.DEFAULT.smallTable(),
          Set.of("*"),
          Set.of(),
          Map.of(),
          true,
          100,
          Policy.DEFAULT.lockTimeout(),
          Policy.DEFAULT.lockWait(),
          Policy.DEFAULT.maxLockHold(),
          Policy.DEFAULT.maxTransactionHold(),
          Policy.DEFAULT.precheck());

  private ServerExample() {}

  /** Makes the tables in a schema of their own, which becomes the session's. */
  static void setUp(Example example, Connection connection) throws SQLException {
    var schema = "\"" + example + "\"";
    run("DROP SCHEMA IF EXISTS " + schema + " CASCADE", connection);
    run("CREATE SCHEMA " + schema, connection);
    run("SET search_path = " + schema, connection);
    run(example.setup(), connection);
    if (!example.invalidIndex().isEmpty()) {
      run(
          "UPDATE pg_catalog.pg_index SET indisvalid = false WHERE indexrelid = '"
              + example.invalidIndex()
              + "'::regclass",
          connection);
    }
  }

  /** Takes the example's tables away again. */
  static void tearDown(Example example, Connection connection) throws SQLException {
    run("DROP SCHEMA IF EXISTS \"" + example + "\" CASCADE", connection);
  }

  /** The findings on what is judged. */
  static List<Finding> judge(Example example, String statement, Connection connection)
      throws SQLException {
    return Example.findings(example.judge(statement, ALL_LARGE, LiveCatalog.open(connection)));
  }

  /** Carries out one of the example's statements, in a transaction where it wants one. */
  static void run(Example example, String statement, Connection connection) throws SQLException {
    run(
        example.inTransaction()
            ? "BEGIN;" + example.transaction() + statement + ";COMMIT"
            : statement,
        connection);
  }

  /** Sends each statement of the text by itself. */
  static void run(String text, Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var each : Script.parse(text).statements()) {
        statement.execute(each.text());
      }
    }
  }
}
