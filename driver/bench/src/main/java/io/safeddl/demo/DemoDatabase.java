package io.safeddl.demo;

import io.safeddl.bench.traffic.LargeTable;
import io.safeddl.testing.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A database of the demo: an exact copy of the first one, so that both runs begin alike. */
record DemoDatabase(TestServer server, String name) implements AutoCloseable {
  private static final String PREFIX = "safeddl_demo_";

  /** Creates the database that the others are copied from, and fills its large table. */
  static DemoDatabase filled(TestServer server, long rows) throws SQLException {
    var database = new DemoDatabase(server, PREFIX + "template");
    database.maintain("DROP DATABASE IF EXISTS %s WITH (FORCE)", "CREATE DATABASE %s");
    try (var connection = database.connect()) {
      LargeTable.create(connection, rows);
    }
    return database;
  }

  /** A copy under another name. */
  DemoDatabase copy(String suffix) throws SQLException {
    var copy = new DemoDatabase(server, PREFIX + suffix);
    copy.maintain("DROP DATABASE IF EXISTS %s WITH (FORCE)", "CREATE DATABASE %s TEMPLATE " + name);
    return copy;
  }

  /** As any application would write it. */
  String plainUrl() {
    return server.url(name);
  }

  /** The same with the prefix. */
  String safeUrl() {
    return "jdbc:safeddl:" + plainUrl().substring("jdbc:".length());
  }

  Connection connect() throws SQLException {
    return connect(plainUrl());
  }

  Connection connect(String url) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    return DriverManager.getConnection(url, properties);
  }

  private void maintain(String... statements) throws SQLException {
    try (var connection = server.connect();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql.formatted(name));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    maintain("DROP DATABASE IF EXISTS %s WITH (FORCE)");
  }
}
