package io.safeddl.bench.traffic;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.SplittableRandom;

/** What one client of the application does, again and again, on its session. */
final class Work implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement read;
  private final PreparedStatement write;
  private final boolean reads;
  private final boolean writes;
  private final SplittableRandom random;
  private final long rows;

  /**
   * The work of the client of this number: readers come first, then writers, then who does both.
   */
  Work(ConnectionSource source, TrafficShape shape, int number) throws SQLException {
    var both = number >= shape.readers() + shape.writers();
    reads = both || number < shape.readers();
    writes = both || number >= shape.readers();
    random = new SplittableRandom(number);
    rows = shape.rows();
    connection = source.open();
    connection.setAutoCommit(!both);
    read = connection.prepareStatement(LargeTable.SELECT_BY_KEY);
    write = connection.prepareStatement(LargeTable.UPDATE_BY_KEY);
  }

  boolean writes() {
    return writes;
  }

  /** One operation. */
  void once() throws SQLException {
    try {
      operate();
    } catch (SQLException e) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      throw e;
    }
  }

  private void operate() throws SQLException {
    if (writes) {
      write.setLong(1, key());
      write.executeUpdate();
    }
    if (reads) {
      read();
    }
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }

  private void read() throws SQLException {
    read.setLong(1, key());
    try (var row = read.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("a row of the large table is missing");
      }
    }
  }

  private long key() {
    return 1 + random.nextLong(rows);
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      read.close();
      write.close();
    }
  }
}
