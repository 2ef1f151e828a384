package io.safeddl.jdbc;

import io.safeddl.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.core.BaseConnection;

/** A connection with a {@link RecordingGate}. */
record GatedConnection(Connection connection, RecordingGate gate) implements AutoCloseable {
  static GatedConnection open(TestDatabase database) throws SQLException {
    var gate = new RecordingGate();
    return new GatedConnection(new SafeConnection((BaseConnection) database.connect(), gate), gate);
  }

  Statement statement() throws SQLException {
    return connection.createStatement();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
