package io.safeddl.jdbc;

import io.safeddl.jdbc.forwarding.CallableStatementGetters;
import io.safeddl.jdbc.forwarding.CallableStatementSetters;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The face of a callable statement. */
final class SafeCallableStatement extends SafePreparedStatement
    implements CallableStatementGetters, CallableStatementSetters {
  private final CallableStatement callable;

  SafeCallableStatement(SafeConnection connection, CallableStatement delegate, String sql) {
    super(connection, delegate, sql);
    this.callable = delegate;
  }

  @Override
  public CallableStatement callable() {
    return callable;
  }

  @Override
  public @Nullable Object getObject(int parameterIndex) throws SQLException {
    return connection().wrapValue(callable.getObject(parameterIndex));
  }

  @Override
  public @Nullable Object getObject(int parameterIndex, Map<String, Class<?>> map)
      throws SQLException {
    return connection().wrapValue(callable.getObject(parameterIndex, map));
  }

  @Override
  public <T> T getObject(int parameterIndex, Class<T> type) throws SQLException {
    return connection().wrapValue(callable.getObject(parameterIndex, type), type);
  }

  @Override
  public @Nullable Object getObject(String parameterName) throws SQLException {
    return connection().wrapValue(callable.getObject(parameterName));
  }

  @Override
  public @Nullable Object getObject(String parameterName, Map<String, Class<?>> map)
      throws SQLException {
    return connection().wrapValue(callable.getObject(parameterName, map));
  }

  @Override
  public <T> T getObject(String parameterName, Class<T> type) throws SQLException {
    return connection().wrapValue(callable.getObject(parameterName, type), type);
  }

  @Override
  public Array getArray(int parameterIndex) throws SQLException {
    return SafeArray.over(callable.getArray(parameterIndex), connection());
  }

  @Override
  public Array getArray(String parameterName) throws SQLException {
    return SafeArray.over(callable.getArray(parameterName), connection());
  }
}
