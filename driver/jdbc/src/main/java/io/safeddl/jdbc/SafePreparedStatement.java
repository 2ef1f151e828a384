package io.safeddl.jdbc;

import io.safeddl.jdbc.forwarding.PreparedStatementForwarding;
import java.sql.BatchUpdateException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseStatement;

/** The face of a prepared statement. */
class SafePreparedStatement extends SafeStatement implements PreparedStatementForwarding {
  private final PreparedStatement prepared;

  /** The text as pgjdbc will send it. */
  private final String sql;

  private int batched;

  SafePreparedStatement(SafeConnection connection, PreparedStatement delegate, String sql) {
    super(connection, (BaseStatement) delegate);
    this.prepared = delegate;
    this.sql = sql;
  }

  @Override
  public final PreparedStatement prepared() {
    return prepared;
  }

  /** pgjdbc refuses the calls of a plain statement here: nothing to judge. */
  @Override
  final <T> T text(String ignored, Send<T> send, Send<T> done) throws SQLException {
    return send.get();
  }

  @Override
  public final boolean execute() throws SQLException {
    return funnel(sql, true, prepared::execute, () -> false);
  }

  @Override
  public final @Nullable ResultSet executeQuery() throws SQLException {
    return wrap(
        Rows.orComplain(funnel(sql, true, Rows.of(prepared::executeQuery), Optional::empty)));
  }

  @Override
  public final int executeUpdate() throws SQLException {
    return funnel(sql, true, prepared::executeUpdate, () -> 0);
  }

  @Override
  public final long executeLargeUpdate() throws SQLException {
    return funnel(sql, true, prepared::executeLargeUpdate, () -> 0L);
  }

  @Override
  public final boolean executeWithFlags(int flags) throws SQLException {
    return funnel(sql, true, () -> delegate().executeWithFlags(flags), () -> false);
  }

  @Override
  public final void addBatch() throws SQLException {
    prepared.addBatch();
    batched++;
  }

  @Override
  public final void clearBatch() throws SQLException {
    batched = 0;
    super.clearBatch();
  }

  @Override
  public final int[] executeBatch() throws SQLException {
    int size = takeSize();
    return size == 0
        ? prepared.executeBatch()
        : gatedBatch(size, prepared::executeBatch, Batches::toInts);
  }

  @Override
  public final long[] executeLargeBatch() throws SQLException {
    int size = takeSize();
    return size == 0
        ? prepared.executeLargeBatch()
        : gatedBatch(size, prepared::executeLargeBatch, counts -> counts);
  }

  /** The size of a batch that the gate has to see, or 0. */
  private int takeSize() throws SQLException {
    begin();
    int size = batched;
    batched = 0;
    boolean unseen =
        size == 0
            || !connection().gated()
            || delegate().isClosed()
            || connection().passesAsBatch(List.of(sql));
    return unseen ? 0 : size;
  }

  /**
   * @param made makes the caller's counts of those of a batch that pgjdbc has not sent
   */
  private <T> T gatedBatch(int size, Send<T> send, Function<long[], T> made) throws SQLException {
    try {
      T replaced = made.apply(new long[0]);
      T counts = enter(sql, true, again(size, send), () -> replaced);
      // Only now: the first element is over, also for the journal.
      return counts == replaced ? made.apply(replacedBatch(size)) : counts;
    } catch (BatchUpdateException e) {
      throw e;
    } catch (SQLException e) {
      throw Batches.failed(e, 0, new long[size], 0); // refused, or its locks were not to be had
    } finally {
      // Refused or replaced, pgjdbc still holds it; a batch is over once it was executed.
      if (!delegate().isClosed()) {
        delegate().clearBatch();
      }
      presentEnd();
    }
  }

  /** A guard that lost its lock sends once more; pgjdbc empties the batch with the first try. */
  private <T> Send<T> again(int size, Send<T> send) {
    var sent = new AtomicBoolean();
    return () -> {
      if (sent.getAndSet(true)) {
        refill(size);
      }
      return send.get();
    };
  }

  /** DDL takes no parameters, so its elements are all alike; others cannot be had again. */
  private void refill(int size) throws SQLException {
    if (parameters() > 0) {
      throw new SQLException(
          "SafeDDL: the batch lost its lock, and nothing of it has run; execute it again", "40001");
    }
    for (int i = 0; i < size; i++) {
      prepared.addBatch();
    }
  }

  private int parameters() throws SQLException {
    var base = connection().delegate();
    return base.createQuery(sql, false, true).query.createParameterList().getParameterCount();
  }

  /**
   * The first element was carried out by other means, so it is DDL, which takes no parameters: the
   * others are executed by themselves, and fail or not as their texts would.
   */
  private long[] replacedBatch(int size) throws SQLException {
    long[] counts = new long[size];
    try (Statement plain = connection().createStatement()) {
      for (int i = 1; i < size; i++) {
        try {
          counts[i] = plain.executeLargeUpdate(sql);
        } catch (SQLException e) {
          throw Batches.failed(e, i, counts, connection().getAutoCommit() ? i : 0);
        }
      }
    }
    return counts;
  }
}
