package io.safeddl.jdbc;

import io.safeddl.run.Execution;
import java.sql.SQLException;

/** One call of an {@code execute} method on its way through the gate. */
final class Call<T> implements Execution<T> {
  private final FunnelStatement statement;
  private final String sql;
  private final boolean prepared;
  private final Send<T> send;
  private final Send<T> done;

  private final boolean wholeBatch;

  /**
   * @param statement where warnings and the presented result go
   * @param send the call on pgjdbc's statement
   * @param done what the caller gets when the statement was carried out by other means
   */
  Call(FunnelStatement statement, String sql, boolean prepared, Send<T> send, Send<T> done) {
    this(statement, sql, prepared, false, send, done);
  }

  private Call(
      FunnelStatement statement,
      String sql,
      boolean prepared,
      boolean wholeBatch,
      Send<T> send,
      Send<T> done) {
    this.statement = statement;
    this.sql = sql;
    this.prepared = prepared;
    this.send = send;
    this.done = done;
    this.wholeBatch = wholeBatch;
  }

  /**
   * A batch, which is sent whole or not at all.
   *
   * @param apart what the caller gets where it has to be sent one by one
   */
  static <T> Call<T> ofBatch(FunnelStatement statement, String sql, Send<T> send, Send<T> apart) {
    return new Call<>(statement, sql, false, true, send, apart);
  }

  @Override
  public String sql() {
    return sql;
  }

  @Override
  public boolean prepared() {
    return prepared;
  }

  @Override
  public boolean wholeBatch() {
    return wholeBatch;
  }

  @Override
  public T send() throws SQLException {
    return statement.sending(send);
  }

  @Override
  public T done() throws SQLException {
    statement.presentReplaced();
    return done.get();
  }

  @Override
  public void warn(String message, String sqlState) {
    statement.warn(message, sqlState);
  }
}
