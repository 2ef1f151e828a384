package io.safeddl.check.trace;

import io.safeddl.check.server.ServerOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A new database on a server that is there; no other database of it is touched. */
public final class ScratchDatabase implements Scratch {
  private static final int OLDEST = 140_000;
  private static final String INSUFFICIENT_PRIVILEGE = "42501";
  private static final String IN_USE = "55006";
  private static final int RANDOM_BYTES = 8;

  private final Properties server;
  private final String name = "safeddl_trace_" + random(RANDOM_BYTES);

  /** Null where the whole server is thrown away. */
  private final @Nullable Thread hook;

  private final String description;
  private final int major;

  private ScratchDatabase(Properties server, boolean thrownAway) throws SQLException, IOException {
    this.server = server;
    this.hook = thrownAway ? null : new Thread(this::dropAtExit, "drop " + name);
    try (var connection = connect(null)) {
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  "SELECT pg_catalog.current_setting('server_version_num')::int,"
                      + " pg_catalog.current_setting('server_version'), session_user")) {
        row.next();
        var version = row.getInt(1);
        var shown = row.getString(2).replaceFirst(" .*", "");
        if (version < OLDEST) {
          throw new IOException("that is PostgreSQL " + shown + "; 14 is the oldest supported");
        }
        this.major = version / 10_000;
        this.description = "PostgreSQL " + shown;
        create(connection, row.getString(3));
      }
    }
  }

  /**
   * Makes one.
   *
   * @param url of any database of the server
   * @throws IOException saying why it cannot be made
   */
  public static ScratchDatabase at(String url, Map<String, String> environment) throws IOException {
    var options = new ServerOptions(url);
    var parsed = Driver.parseURL(options.url(environment), options.properties(environment));
    if (parsed == null) {
      throw new IOException(
          "--trace wants embedded, or the jdbc:postgresql: URL of a scratch server");
    }
    return on(parsed, false);
  }

  /**
   * Makes one.
   *
   * @param server where, in pgjdbc's properties
   * @param thrownAway the whole server is thrown away, so that nothing needs to be dropped
   */
  static ScratchDatabase on(Properties server, boolean thrownAway) throws IOException {
    try {
      return new ScratchDatabase(server, thrownAway);
    } catch (SQLException | IOException e) {
      throw new IOException("--trace: " + e.getMessage(), e);
    }
  }

  /** Letters and digits that nobody can guess. */
  static String random(int bytes) {
    var random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Not while it is being dropped. */
  private synchronized void create(Connection connection, String role)
      throws SQLException, IOException {
    if (hook != null) {
      Runtime.getRuntime().addShutdownHook(hook);
    }
    try {
      // The other template may hold what an administrator has put there, and may be in use.
      execute(connection, "CREATE DATABASE " + name + " TEMPLATE template0");
    } catch (SQLException e) {
      if (hook != null) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
      if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        throw new IOException(
            "the role "
                + role
                + " may not create a database to trace in; let a superuser run ALTER ROLE \""
                + role.replace("\"", "\"\"")
                + "\" CREATEDB, or use --trace embedded",
            e);
      }
      throw e;
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public int major() {
    return major;
  }

  @Override
  public boolean ownsServer() {
    return false;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  @Override
  public Connection connect() throws SQLException {
    return connect(name);
  }

  private Connection connect(@Nullable String database) throws SQLException {
    var properties = new Properties();
    server.stringPropertyNames().forEach(key -> properties.put(key, server.getProperty(key)));
    var given = server.getProperty(PGProperty.PG_DBNAME.getName());
    var hosts = server.getProperty(PGProperty.PG_HOST.getName(), "localhost").split(",", -1);
    var ports = server.getProperty(PGProperty.PG_PORT.getName(), "5432").split(",", -1);
    var url = new StringBuilder("jdbc:postgresql://");
    for (var i = 0; i < hosts.length; i++) {
      url.append(i == 0 ? "" : ",").append(hosts[i]).append(':').append(ports[i]);
    }
    url.append('/');
    if (database != null) {
      url.append(database);
    } else if (given != null) {
      url.append(encoded(given));
    }
    for (var key :
        new PGProperty[] {PGProperty.PG_HOST, PGProperty.PG_PORT, PGProperty.PG_DBNAME}) {
      properties.remove(key.getName());
    }
    // As psql sends it: no prepared statements, the text as it is.
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    var connection = new Driver().connect(url.toString(), properties);
    if (connection == null) {
      throw new SQLException("pgjdbc does not take its own URL");
    }
    return connection;
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Drops it; also where sessions are open, and where a migration has prepared transactions. */
  @Override
  public void close() throws IOException {
    if (hook == null) {
      return;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // The JVM ends: the hook does it.
    }
    try {
      drop();
    } catch (SQLException e) {
      throw new IOException(
          "--trace: the database " + name + " could not be dropped: " + e.getMessage(), e);
    }
  }

  private void dropAtExit() {
    try {
      drop();
    } catch (SQLException e) {
      System.err.println("The database " + name + " could not be dropped: " + e.getMessage());
    }
  }

  private synchronized void drop() throws SQLException {
    var drop = "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)";
    try (var connection = connect(null)) {
      try {
        execute(connection, drop);
      } catch (SQLException e) {
        if (!IN_USE.equals(e.getSQLState())) {
          throw e;
        }
        forgetPrepared();
        execute(connection, drop);
      }
    }
  }

  private void forgetPrepared() throws SQLException {
    try (var connection = connect(name);
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT pg_catalog.quote_literal(gid) FROM pg_catalog.pg_prepared_xacts"
                    + " WHERE database = pg_catalog.current_database()")) {
      while (rows.next()) {
        execute(connection, "ROLLBACK PREPARED " + rows.getString(1));
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
