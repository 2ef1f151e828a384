package io.safeddl.run;

import java.sql.SQLException;
import java.util.List;

/**
 * What stands between one connection's statements and the server. The JDBC faces report every
 * execution and every event of the transaction; the gate decides what is sent.
 */
public interface Gate {
  /** Lets everything through: {@code mode=off}. */
  Gate OPEN =
      new Gate() {
        @Override
        public <T> T execute(Execution<T> execution) throws SQLException {
          return execution.send();
        }
      };

  /**
   * Carries out one execution, or refuses it.
   *
   * @throws SQLException the server's error, or {@code UnsafeDdlException} when refused
   */
  <T> T execute(Execution<T> execution) throws SQLException;

  /**
   * True where none of these batched texts needs the gate, so that the batch can be sent as one;
   * otherwise each element is executed by itself.
   */
  default boolean passesAsBatch(List<String> batch) {
    return true;
  }

  /** Before {@code Connection.commit()} or the commit implied by {@code setAutoCommit(true)}. */
  default void beforeCommit() throws SQLException {}

  /**
   * Before {@code Connection.rollback()}, whole or to a savepoint. {@link #afterRollback} follows
   * in every case, so that nobody else touches the transaction in between.
   */
  default void beforeRollback() {}

  /**
   * The rollback is over, failed or not; where it was whole, the transaction has been told ended.
   */
  default void afterRollback() {}

  /** The transaction has ended by the JDBC API. */
  default void transactionEnded(boolean committed) {}

  /** A savepoint was set by the JDBC API. */
  default void savepointSet() {}

  /**
   * Data may have been written in a way that is no statement: COPY API, large objects, fast path.
   */
  default void sideChannelUsed() {}

  /**
   * {@code Statement.cancel()} was called, from any thread, on a statement whose execution is in
   * the gate: a step that runs in its place, or the wait for a lock, is to end with 57014. Where
   * the statement itself is at the server, pgjdbc's own cancel does it.
   */
  default void cancel() throws SQLException {}

  /** The connection is being closed. */
  default void close() {}
}
