package io.safeddl.jdbc;

import io.safeddl.jdbc.forwarding.ResultSetCursor;
import io.safeddl.jdbc.forwarding.ResultSetGetters;
import io.safeddl.jdbc.forwarding.ResultSetStreamUpdates;
import io.safeddl.jdbc.forwarding.ResultSetUpdates;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGRefCursorResultSet;
import org.postgresql.core.BaseStatement;

/** The face of a result set: pgjdbc's statement is not reached through it. */
@SuppressWarnings("deprecation") // PGRefCursorResultSet: callers that cast to it still exist
final class SafeResultSet
    implements ResultSetCursor,
        ResultSetGetters,
        ResultSetUpdates,
        ResultSetStreamUpdates,
        PGRefCursorResultSet {
  private final ResultSet delegate;
  private final SafeConnection connection;

  /** Null until asked for, where pgjdbc made the statement by itself. */
  private @Nullable Statement statement;

  SafeResultSet(ResultSet delegate, SafeConnection connection, @Nullable Statement statement) {
    this.delegate = delegate;
    this.connection = connection;
    this.statement = statement;
  }

  @Override
  public ResultSet delegate() {
    return delegate;
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    Statement raw = delegate.getStatement(); // complains where the result set is closed
    if (raw == null) {
      return null;
    }
    Statement face = statement;
    if (face == null) {
      face = new SafeStatement(connection, (BaseStatement) raw);
      statement = face;
    }
    return face;
  }

  @Override
  public @Nullable Object getObject(int columnIndex) throws SQLException {
    return connection.wrapValue(delegate.getObject(columnIndex));
  }

  @Override
  public @Nullable Object getObject(String columnLabel) throws SQLException {
    return connection.wrapValue(delegate.getObject(columnLabel));
  }

  @Override
  public @Nullable Object getObject(int columnIndex, Map<String, Class<?>> map)
      throws SQLException {
    return connection.wrapValue(delegate.getObject(columnIndex, map));
  }

  @Override
  public @Nullable Object getObject(String columnLabel, Map<String, Class<?>> map)
      throws SQLException {
    return connection.wrapValue(delegate.getObject(columnLabel, map));
  }

  @Override
  public <T> T getObject(int columnIndex, Class<T> type) throws SQLException {
    return connection.wrapValue(delegate.getObject(columnIndex, type), type);
  }

  @Override
  public <T> T getObject(String columnLabel, Class<T> type) throws SQLException {
    return connection.wrapValue(delegate.getObject(columnLabel, type), type);
  }

  @Override
  public Array getArray(int columnIndex) throws SQLException {
    return SafeArray.over(delegate.getArray(columnIndex), connection);
  }

  @Override
  public Array getArray(String columnLabel) throws SQLException {
    return SafeArray.over(delegate.getArray(columnLabel), connection);
  }

  @Override
  public @Nullable String getRefCursor() {
    return ((PGRefCursorResultSet) delegate).getRefCursor();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : delegate.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || delegate.isWrapperFor(type);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SafeResultSet that && delegate.equals(that.delegate);
  }

  @Override
  public int hashCode() {
    return delegate.hashCode();
  }

  @Override
  public String toString() {
    return delegate.toString();
  }
}
