package io.safeddl.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** An empty database for one test or test class; closing it drops it and ends its sessions. */
public final class TestDatabase implements AutoCloseable {
  private final TestServer server;
  private final String name;

  TestDatabase(TestServer server, String name) {
    this.server = server;
    this.name = name;
  }

  /** The server that holds it. */
  public TestServer server() {
    return server;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its {@code jdbc:postgresql:} URL, without user and password. */
  public String jdbcUrl() {
    return server.url(name);
  }

  /** The same with SafeDDL's prefix: {@code jdbc:safeddl:postgresql:}. */
  public String safeDdlUrl() {
    return "jdbc:safeddl:" + jdbcUrl().substring("jdbc:".length());
  }

  /** Its owner, a superuser. */
  public String user() {
    return server.user();
  }

  /** The owner's password. */
  public String password() {
    return server.password();
  }

  /** Opens a connection of the owner through plain pgjdbc. */
  public Connection connect() throws SQLException {
    return connect(new Properties());
  }

  /**
   * Opens a connection through plain pgjdbc.
   *
   * @param properties pgjdbc's; {@code user} and {@code password} are the owner's where absent
   */
  public Connection connect(Properties properties) throws SQLException {
    return server.connect(name, properties);
  }

  @Override
  public void close() {
    server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }
}
