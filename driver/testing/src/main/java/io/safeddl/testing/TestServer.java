package io.safeddl.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A running PostgreSQL server on which tests make databases of their own. */
public final class TestServer {
  private static final String DEFAULT_NAME = "postgres";

  private final int major;
  private final String host;
  private final int port;
  private final String maintenanceDatabase;
  private final String user;
  private final String password;

  TestServer(int major, String host, int port, String database, String user, String password) {
    this.major = major;
    this.host = host;
    this.port = port;
    this.maintenanceDatabase = database;
    this.user = user;
    this.password = password;
  }

  /** The server that a {@code jdbc:postgresql:} URL names. */
  static TestServer of(String url, int major) {
    var parsed = Driver.parseURL(url, new Properties());
    if (parsed == null) {
      throw new IllegalArgumentException("not a jdbc:postgresql: URL: " + url);
    }
    return new TestServer(
        major,
        parsed.getProperty(PGProperty.PG_HOST.getName(), "localhost"),
        Integer.parseInt(parsed.getProperty(PGProperty.PG_PORT.getName(), "5432")),
        parsed.getProperty(PGProperty.PG_DBNAME.getName(), DEFAULT_NAME),
        parsed.getProperty(PGProperty.USER.getName(), DEFAULT_NAME),
        parsed.getProperty(PGProperty.PASSWORD.getName(), DEFAULT_NAME));
  }

  /** The major version, such as 18. */
  public int major() {
    return major;
  }

  /** The address on which the server listens. */
  public String host() {
    return host;
  }

  /** The TCP port on which the server listens. */
  public int port() {
    return port;
  }

  /** A superuser. */
  public String user() {
    return user;
  }

  /** The superuser's password. */
  public String password() {
    return password;
  }

  /** The {@code jdbc:postgresql:} URL of one of its databases, without user and password. */
  public String url(String database) {
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** Opens a connection of the superuser to the maintenance database, through plain pgjdbc. */
  public Connection connect() throws SQLException {
    return connect(maintenanceDatabase, new Properties());
  }

  /**
   * Opens a connection through plain pgjdbc.
   *
   * @param properties pgjdbc's; {@code user} and {@code password} are the superuser's where absent
   */
  public Connection connect(String database, Properties properties) throws SQLException {
    var complete = new Properties();
    PGProperty.USER.set(complete, user);
    PGProperty.PASSWORD.set(complete, password);
    properties.stringPropertyNames().forEach(k -> complete.put(k, properties.getProperty(k)));
    // Not the DriverManager: it may hold drivers under test, and it asks them in turn.
    var connection = new Driver().connect(url(database), complete);
    if (connection == null) {
      throw new SQLException("pgjdbc does not accept " + url(database));
    }
    return connection;
  }

  /** Creates an empty database with a name of its own; closing it drops it. */
  public TestDatabase createDatabase() {
    return createFrom("template0");
  }

  /** Creates a copy of a database that nobody is connected to; closing the copy drops it. */
  public TestDatabase copyOf(TestDatabase database) {
    // Without it, 15 and later write the copy to the WAL, all of which a crash would replay.
    return createFrom(database.name() + (major < 15 ? "" : " STRATEGY FILE_COPY"));
  }

  private TestDatabase createFrom(String template) {
    var name = "safeddl_" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 50), 36);
    execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    return new TestDatabase(this, name);
  }

  void execute(String sql) {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql + " failed", e);
    }
  }
}
