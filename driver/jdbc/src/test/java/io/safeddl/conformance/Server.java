package io.safeddl.conformance;

import io.safeddl.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The server as pgjdbc's suite wants it: role and database "test", with two extensions. */
final class Server {
  private static final String NAME = "test";

  private final TestServer server;

  Server(TestServer server) {
    this.server = server;
  }

  /** A fresh database, so that no run finds what the one before left. */
  void prepare() {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
      statement.execute("DROP ROLE IF EXISTS " + NAME);
      statement.execute("CREATE ROLE " + NAME + " LOGIN PASSWORD '" + NAME + "'");
      statement.execute("CREATE DATABASE " + NAME + " OWNER " + NAME + " TEMPLATE template0");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot prepare the database", e);
    }
    try (Connection connection = server.connect(NAME, new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION hstore");
      statement.execute("CREATE EXTENSION citext");
      // 15 took it away from PUBLIC; the owner of the database is who the suite is.
      statement.execute("GRANT ALL ON SCHEMA public TO " + NAME);
    } catch (SQLException e) {
      throw new IllegalStateException("the server lacks hstore or citext", e);
    }
  }

  /** The system properties that TestUtil reads. */
  Map<String, String> properties() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("test.url.PGHOST", server.host());
    all.put("test.url.PGPORT", Integer.toString(server.port()));
    all.put("test.url.PGDBNAME", NAME);
    all.put("user", NAME);
    all.put("password", NAME);
    all.put("privilegedUser", server.user());
    all.put("privilegedPassword", server.password());
    return all;
  }
}
