package io.safeddl.effect.oracle;

import io.safeddl.catalog.live.LiveCatalog;
import io.safeddl.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Sessions of one database, and the schemas in it in which cases run. */
final class Workplace implements AutoCloseable {
  private final TestDatabase database;

  /** Sets up, and reads the catalog for predictions; autocommit. */
  private final Connection side;

  /** Runs the statements that are judged. */
  private final Connection worker;

  private int schemas;
  private String entered = "";
  private String timeZone = "";

  Workplace(TestDatabase database) throws SQLException {
    this.database = database;
    this.side = database.connect();
    this.worker = database.connect();
    execute(worker, "SET client_min_messages = debug1");
  }

  TestDatabase database() {
    return database;
  }

  Connection side() {
    return side;
  }

  Connection worker() {
    return worker;
  }

  /** Makes a schema with these tables, and lets both sessions look into it. */
  String schema(String setup, List<String> more) throws SQLException {
    var schema = "s" + ++schemas;
    execute(side, "CREATE SCHEMA " + schema);
    enter(schema);
    execute(side, setup);
    for (String statement : more) {
      execute(side, statement);
    }
    return schema;
  }

  /** Lets both sessions look into the schema, if they do not already. */
  void enter(String schema) throws SQLException {
    if (!schema.equals(entered)) {
      var path = "SET search_path = " + schema + ", public";
      execute(side, path);
      worker.setAutoCommit(true);
      execute(worker, path);
      entered = schema;
    }
  }

  /** Sets the time zone of both sessions, if it is not set already. */
  void timeZone(String zone) throws SQLException {
    if (!zone.equals(timeZone)) {
      execute(side, "SET TimeZone = '" + zone + "'");
      worker.setAutoCommit(true);
      execute(worker, "SET TimeZone = '" + zone + "'");
      timeZone = zone;
    }
  }

  /** The tables as they are now. */
  LiveCatalog catalog() throws SQLException {
    return LiveCatalog.open(side);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    worker.close();
    side.close();
    database.close();
  }
}
