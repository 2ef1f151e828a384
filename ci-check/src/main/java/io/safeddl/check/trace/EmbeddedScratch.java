package io.safeddl.check.trace;

import io.safeddl.embedded.EmbeddedServer;
import io.safeddl.embedded.PublishedPrograms;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.postgresql.PGProperty;

/** A server of the trace alone, which is thrown away with all that is in it. */
public final class EmbeddedScratch implements Scratch {
  private static final int PASSWORD_BYTES = 24;

  /** Nothing of it must outlive a crash, and nobody but the trace does anything there. */
  private static final List<String> SETTINGS =
      List.of(
          "fsync=off",
          "full_page_writes=off",
          "synchronous_commit=off",
          "autovacuum=off",
          "max_connections=20",
          "max_prepared_transactions=10",
          "wal_level=logical",
          "lc_messages=C");

  private final EmbeddedServer server;
  private final ScratchDatabase database;

  private EmbeddedScratch(EmbeddedServer server, ScratchDatabase database) {
    this.server = server;
    this.database = database;
  }

  /**
   * Starts one.
   *
   * @param progress is told what takes long
   * @throws IOException saying why it does not start
   */
  public static EmbeddedScratch start(
      int major, Map<String, String> environment, Consumer<String> progress) throws IOException {
    EmbeddedServer server = null;
    try {
      var programs = new PublishedPrograms(environment, progress).get(major);
      var password = ScratchDatabase.random(PASSWORD_BYTES);
      server = EmbeddedServer.start(programs, SETTINGS, password);
      return new EmbeddedScratch(server, ScratchDatabase.on(properties(server, password), true));
    } catch (IOException e) {
      if (server != null) {
        server.close();
      }
      throw new IOException("--trace embedded: " + reason(e), e);
    }
  }

  /** The messages of the file system's own exceptions are the path alone. */
  private static String reason(IOException e) {
    return String.valueOf(e instanceof FileSystemException ? e : e.getMessage());
  }

  private static Properties properties(EmbeddedServer server, String password) {
    var properties = new Properties();
    PGProperty.PG_HOST.set(properties, EmbeddedServer.HOST);
    PGProperty.PG_PORT.set(properties, server.port());
    PGProperty.PG_DBNAME.set(properties, "postgres");
    PGProperty.USER.set(properties, EmbeddedServer.SUPERUSER);
    PGProperty.PASSWORD.set(properties, password);
    PGProperty.APPLICATION_NAME.set(properties, "safeddl-check");
    return properties;
  }

  @Override
  public String description() {
    return database.description() + ", embedded";
  }

  @Override
  public int major() {
    return database.major();
  }

  @Override
  public boolean ownsServer() {
    return true;
  }

  @Override
  public Connection connect() throws SQLException {
    return database.connect();
  }

  @Override
  public void close() {
    server.close();
  }
}
