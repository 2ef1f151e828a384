package io.safeddl.jdbc.forwarding;

import java.sql.SQLException;
import org.postgresql.core.BaseStatement;

/** The part of {@link java.sql.Statement} and {@code PGStatement} that is handed on as it is. */
public interface StatementForwarding extends BaseStatement {
  /** The driver's own object. */
  BaseStatement delegate();

  @Override
  default boolean isClosed() throws SQLException {
    return delegate().isClosed();
  }

  @Override
  default int getMaxFieldSize() throws SQLException {
    return delegate().getMaxFieldSize();
  }

  @Override
  default void setMaxFieldSize(int max) throws SQLException {
    delegate().setMaxFieldSize(max);
  }

  @Override
  default int getMaxRows() throws SQLException {
    return delegate().getMaxRows();
  }

  @Override
  default void setMaxRows(int max) throws SQLException {
    delegate().setMaxRows(max);
  }

  @Override
  default void setEscapeProcessing(boolean enable) throws SQLException {
    delegate().setEscapeProcessing(enable);
  }

  @Override
  default int getQueryTimeout() throws SQLException {
    return delegate().getQueryTimeout();
  }

  @Override
  default void setQueryTimeout(int seconds) throws SQLException {
    delegate().setQueryTimeout(seconds);
  }

  @Override
  default void setCursorName(String name) throws SQLException {
    delegate().setCursorName(name);
  }

  @Override
  default void setFetchDirection(int direction) throws SQLException {
    delegate().setFetchDirection(direction);
  }

  @Override
  default int getFetchDirection() throws SQLException {
    return delegate().getFetchDirection();
  }

  @Override
  default void setFetchSize(int rows) throws SQLException {
    delegate().setFetchSize(rows);
  }

  @Override
  default int getFetchSize() throws SQLException {
    return delegate().getFetchSize();
  }

  @Override
  default int getResultSetConcurrency() throws SQLException {
    return delegate().getResultSetConcurrency();
  }

  @Override
  default int getResultSetType() throws SQLException {
    return delegate().getResultSetType();
  }

  @Override
  default int getResultSetHoldability() throws SQLException {
    return delegate().getResultSetHoldability();
  }

  @Override
  default void setPoolable(boolean poolable) throws SQLException {
    delegate().setPoolable(poolable);
  }

  @Override
  default boolean isPoolable() throws SQLException {
    return delegate().isPoolable();
  }

  @Override
  default void closeOnCompletion() throws SQLException {
    delegate().closeOnCompletion();
  }

  @Override
  default boolean isCloseOnCompletion() throws SQLException {
    return delegate().isCloseOnCompletion();
  }

  @Override
  default void setLargeMaxRows(long max) throws SQLException {
    delegate().setLargeMaxRows(max);
  }

  @Override
  default long getLargeMaxRows() throws SQLException {
    return delegate().getLargeMaxRows();
  }

  @Override
  default String enquoteLiteral(String val) throws SQLException {
    return delegate().enquoteLiteral(val);
  }

  @Override
  default String enquoteIdentifier(String identifier, boolean alwaysQuote) throws SQLException {
    return delegate().enquoteIdentifier(identifier, alwaysQuote);
  }

  @Override
  default boolean isSimpleIdentifier(String identifier) throws SQLException {
    return delegate().isSimpleIdentifier(identifier);
  }

  @Override
  default String enquoteNCharLiteral(String val) throws SQLException {
    return delegate().enquoteNCharLiteral(val);
  }

  @Override
  default long getLastOID() throws SQLException {
    return delegate().getLastOID();
  }

  @Deprecated
  @Override
  default void setUseServerPrepare(boolean flag) throws SQLException {
    delegate().setUseServerPrepare(flag);
  }

  @Override
  default boolean isUseServerPrepare() {
    return delegate().isUseServerPrepare();
  }

  @Override
  default void setPrepareThreshold(int threshold) throws SQLException {
    delegate().setPrepareThreshold(threshold);
  }

  @Override
  default int getPrepareThreshold() {
    return delegate().getPrepareThreshold();
  }

  @Override
  default void setAdaptiveFetch(boolean adaptiveFetch) {
    delegate().setAdaptiveFetch(adaptiveFetch);
  }

  @Override
  default boolean getAdaptiveFetch() {
    return delegate().getAdaptiveFetch();
  }
}
