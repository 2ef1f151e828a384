package io.safeddl.jdbc;

import io.safeddl.jdbc.forwarding.StatementForwarding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseStatement;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.Tuple;

/** The one way of a statement to the server, and the results that its caller sees afterwards. */
abstract class FunnelStatement implements StatementForwarding {
  /** Whose result the caller sees. */
  private enum Shown {
    /** pgjdbc's. */
    DELEGATE,
    /** Of a statement that was carried out by other means: no rows, update count 0. */
    REPLACED,
    /** The end of the results behind it. */
    ENDED
  }

  private record Warning(String message, String sqlState) {}

  private final SafeConnection connection;
  private final BaseStatement delegate;

  private Shown shown = Shown.DELEGATE;
  private boolean escapeProcessing = true;
  private @Nullable List<Warning> warnings;
  private @Nullable SafeResultSet lastResultSet;

  /** True while the gate, not {@link #delegate}, is talking to the server. */
  private volatile boolean gateAtWork;

  FunnelStatement(SafeConnection connection, BaseStatement delegate) {
    this.connection = connection;
    this.delegate = delegate;
  }

  @Override
  public final BaseStatement delegate() {
    return delegate;
  }

  final SafeConnection connection() {
    return connection;
  }

  // ---- the funnel

  /** Forgets the execution before, as every execution of pgjdbc does. */
  final void begin() {
    shown = Shown.DELEGATE;
    warnings = null;
  }

  /**
   * Every {@code execute} comes here.
   *
   * @param prepared true where the text cannot be sent in parts
   * @param send the call on pgjdbc's statement
   * @param done what is returned for a statement that was carried out by other means
   */
  final <T> T funnel(@Nullable String sql, boolean prepared, Send<T> send, Send<T> done)
      throws SQLException {
    begin();
    return enter(sql, prepared, send, done);
  }

  /** {@link #funnel} for the elements of a batch, which share their warnings. */
  final <T> T enter(@Nullable String sql, boolean prepared, Send<T> send, Send<T> done)
      throws SQLException {
    // A null text and a closed statement are pgjdbc's to complain about.
    if (sql == null || !connection.gated() || delegate.isClosed()) {
      return send.get();
    }
    SqlText.check(sql);
    String judged = prepared ? sql : withoutEscapes(sql);
    return enter(new Call<>(this, judged, prepared, send, done));
  }

  final <T> T enter(Call<T> call) throws SQLException {
    gateAtWork = true;
    try {
      return connection.execute(call);
    } finally {
      gateAtWork = false;
    }
  }

  final <T> T sending(Send<T> send) throws SQLException {
    gateAtWork = false;
    try {
      return send.get();
    } finally {
      gateAtWork = true;
    }
  }

  /** Drops pgjdbc's results of the execution before, as its own next execution would. */
  final void presentReplaced() throws SQLException {
    boolean more = true;
    while (more) {
      more = delegate.getMoreResults(CLOSE_ALL_RESULTS) || delegate.getUpdateCount() != -1;
    }
    shown = Shown.REPLACED;
  }

  /** After the last element of a batch there is no result. */
  final void presentEnd() {
    shown = Shown.ENDED;
  }

  final void warn(String message, String sqlState) {
    List<Warning> list = warnings;
    if (list == null) {
      list = new ArrayList<>();
      warnings = list;
    }
    list.add(new Warning(message, sqlState));
  }

  /** The text that pgjdbc will send: with JDBC's escapes ({@code {d '2026-01-01'}}) replaced. */
  final String withoutEscapes(String sql) throws SQLException {
    return escapeProcessing ? connection.withoutEscapes(sql) : sql;
  }

  // ---- cancelling

  @Override
  public final void cancel() throws SQLException {
    delegate.cancel();
    if (gateAtWork) {
      connection.cancelGate();
    }
  }

  // ---- results

  private boolean replaced() throws SQLException {
    return shown != Shown.DELEGATE && !delegate.isClosed();
  }

  @Override
  public final @Nullable ResultSet getResultSet() throws SQLException {
    return replaced() ? null : wrap(delegate.getResultSet());
  }

  @Override
  public final int getUpdateCount() throws SQLException {
    return (int) (replaced() ? replacedCount() : delegate.getUpdateCount());
  }

  @Override
  public final long getLargeUpdateCount() throws SQLException {
    return replaced() ? replacedCount() : delegate.getLargeUpdateCount();
  }

  private long replacedCount() {
    return shown == Shown.REPLACED ? 0 : -1;
  }

  @Override
  public final boolean getMoreResults() throws SQLException {
    return replaced() ? end() : delegate.getMoreResults();
  }

  @Override
  public final boolean getMoreResults(int current) throws SQLException {
    return replaced() ? end() : delegate.getMoreResults(current);
  }

  private boolean end() {
    presentEnd();
    return false;
  }

  @Override
  public final @Nullable ResultSet getGeneratedKeys() throws SQLException {
    return wrap(
        replaced()
            ? delegate.createDriverResultSet(new Field[0], new ArrayList<>())
            : delegate.getGeneratedKeys());
  }

  @Override
  public final @Nullable ResultSet createDriverResultSet(Field[] fields, List<Tuple> tuples)
      throws SQLException {
    return wrap(delegate.createDriverResultSet(fields, tuples));
  }

  @Override
  public final @Nullable ResultSet createResultSet(
      Query query, Field[] fields, List<Tuple> tuples, ResultCursor cursor) throws SQLException {
    return wrap(delegate.createResultSet(query, fields, tuples, cursor));
  }

  /** The caller's view of a result set of this statement; null stays null. */
  final @Nullable SafeResultSet wrap(@Nullable ResultSet raw) {
    SafeResultSet last = lastResultSet;
    if (raw == null || (last != null && last.delegate() == raw)) {
      return raw == null ? null : last;
    }
    SafeResultSet wrapper = new SafeResultSet(raw, connection, this);
    lastResultSet = wrapper;
    return wrapper;
  }

  // ---- warnings

  /** The gate's warnings, in front of the server's. */
  @Override
  public final @Nullable SQLWarning getWarnings() throws SQLException {
    SQLWarning ofServer = delegate.getWarnings();
    List<Warning> ours = warnings;
    if (ours == null) {
      return ofServer;
    }
    // A chain is linked through its elements: new ones each time, else the second call makes a
    // ring.
    SQLWarning head = null;
    for (Warning warning : ours) {
      SQLWarning link = new SQLWarning(warning.message(), warning.sqlState());
      if (head == null) {
        head = link;
      } else {
        head.setNextWarning(link);
      }
    }
    if (head != null && ofServer != null) {
      head.setNextWarning(ofServer);
    }
    return head;
  }

  @Override
  public final void clearWarnings() throws SQLException {
    warnings = null;
    delegate.clearWarnings();
  }

  // ---- the rest

  @Override
  public final void setEscapeProcessing(boolean enable) throws SQLException {
    delegate.setEscapeProcessing(enable);
    escapeProcessing = enable;
  }

  /** From any thread; what the statement still has at the server ends, as with pgjdbc. */
  @Override
  public final void close() throws SQLException {
    delegate.close();
    if (gateAtWork) {
      connection.cancelGate();
    }
  }

  @Override
  public final Connection getConnection() throws SQLException {
    Connection raw = delegate.getConnection(); // complains where the statement is closed
    return raw == null ? raw : connection;
  }

  @Override
  public final <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : delegate.unwrap(type);
  }

  @Override
  public final boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || delegate.isWrapperFor(type);
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof FunnelStatement that && delegate.equals(that.delegate);
  }

  @Override
  public final int hashCode() {
    return delegate.hashCode();
  }

  @Override
  public final String toString() {
    return delegate.toString();
  }
}
