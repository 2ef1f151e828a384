package io.safeddl.run;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * One call of an {@code execute} method of a statement, as the funnel hands it to the {@link Gate}.
 *
 * @param <T> what the call returns: boolean, int, long, int[] or ResultSet
 */
public interface Execution<T> {
  /** The text, as the caller gave it. */
  String sql();

  /** True for PreparedStatement and CallableStatement: the text cannot be sent in parts. */
  boolean prepared();

  /**
   * True for a batch: it is sent whole, or nothing of it is sent and {@link #apart} is returned.
   */
  default boolean wholeBatch() {
    return false;
  }

  /**
   * What the caller sees of a batch that cannot be sent whole.
   *
   * @param offsets where the statements begin, in {@link #sql}, that run outside any transaction
   */
  default T apart(List<Integer> offsets) throws SQLException {
    return done();
  }

  /** The caller's limit on this call ({@code Statement.setQueryTimeout}); zero for none. */
  default Duration queryTimeout() throws SQLException {
    return Duration.ZERO;
  }

  /** Sends the call unchanged to the delegate. */
  T send() throws SQLException;

  /**
   * Returns what the caller sees of a statement that was carried out by other means: one result, no
   * rows, update count 0.
   */
  T done() throws SQLException;

  /** Adds a warning that the caller finds in {@code Statement.getWarnings()}. */
  void warn(String message, String sqlState);
}
