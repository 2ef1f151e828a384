package io.safeddl.crash;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** A session that holds up others, until it is released. */
final class Holder implements AutoCloseable {
  private final Connection connection;
  private final int pid;

  Holder(Connection connection) throws SQLException {
    this.connection = connection;
    this.pid = connection.unwrap(PGConnection.class).getBackendPID();
  }

  int pid() {
    return pid;
  }

  boolean holds() throws SQLException {
    return !connection.isClosed();
  }

  /** Ends its session, and with it all that it holds. */
  void release() throws SQLException {
    connection.close();
  }

  @Override
  public void close() throws SQLException {
    release();
  }
}
