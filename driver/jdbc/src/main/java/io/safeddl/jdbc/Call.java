package io.safeddl.jdbc;

import io.safeddl.run.Execution;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call of an {@code execute} method on its way through the gate. */
final class Call<T> implements Execution<T> {
  private final FunnelStatement statement;
  private final String sql;
  private final boolean prepared;
  private final Send<T> send;
  private final Send<T> done;

  private final @Nullable Function<List<Integer>, T> apart;

  /**
   * @param statement where warnings and the presented result go
   * @param send the call on pgjdbc's statement
   * @param done what the caller gets when the statement was carried out by other means
   */
  Call(FunnelStatement statement, String sql, boolean prepared, Send<T> send, Send<T> done) {
    this(statement, sql, prepared, send, done, null);
  }

  private Call(
      FunnelStatement statement,
      String sql,
      boolean prepared,
      Send<T> send,
      Send<T> done,
      @Nullable Function<List<Integer>, T> apart) {
    this.statement = statement;
    this.sql = sql;
    this.prepared = prepared;
    this.send = send;
    this.done = done;
    this.apart = apart;
  }

  /**
   * A batch, which is sent whole or not at all.
   *
   * @param apart hears where the statements begin that run outside any transaction, and gives what
   *     the caller gets where the batch has to be sent in parts
   */
  static <T> Call<T> ofBatch(
      FunnelStatement statement, String sql, Send<T> send, Function<List<Integer>, T> apart) {
    return new Call<>(statement, sql, false, send, () -> apart.apply(List.of()), apart);
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
    return apart != null;
  }

  @Override
  public T apart(List<Integer> offsets) throws SQLException {
    statement.presentReplaced();
    return apart == null ? done.get() : apart.apply(offsets);
  }

  @Override
  public Duration queryTimeout() throws SQLException {
    return Duration.ofSeconds(statement.getQueryTimeout());
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
