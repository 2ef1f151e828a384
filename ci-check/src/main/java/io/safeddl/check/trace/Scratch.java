package io.safeddl.check.trace;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** A database of the trace alone. Closing it leaves nothing of it. */
public interface Scratch extends AutoCloseable {
  /** The server, for people: {@code PostgreSQL 18.4, embedded}. */
  String description();

  /** The server's major version. */
  int major();

  /** False where other databases of the server are somebody else's. */
  boolean ownsServer();

  /** Opens a session. */
  Connection connect() throws SQLException;

  @Override
  void close() throws IOException;
}
