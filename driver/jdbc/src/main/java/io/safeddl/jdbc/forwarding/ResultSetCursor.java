package io.safeddl.jdbc.forwarding;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;

/** Moving in a {@link ResultSet} and asking about it, handed on as it is. */
public interface ResultSetCursor extends ResultSet {
  /** The driver's own object. */
  ResultSet delegate();

  @Override
  default boolean absolute(int row) throws SQLException {
    return delegate().absolute(row);
  }

  @Override
  default boolean previous() throws SQLException {
    return delegate().previous();
  }

  @Override
  default boolean isClosed() throws SQLException {
    return delegate().isClosed();
  }

  @Override
  default boolean wasNull() throws SQLException {
    return delegate().wasNull();
  }

  @Override
  default SQLWarning getWarnings() throws SQLException {
    return delegate().getWarnings();
  }

  @Override
  default void clearWarnings() throws SQLException {
    delegate().clearWarnings();
  }

  @Override
  default String getCursorName() throws SQLException {
    return delegate().getCursorName();
  }

  @Override
  default ResultSetMetaData getMetaData() throws SQLException {
    return delegate().getMetaData();
  }

  @Override
  default int findColumn(String columnLabel) throws SQLException {
    return delegate().findColumn(columnLabel);
  }

  @Override
  default boolean isBeforeFirst() throws SQLException {
    return delegate().isBeforeFirst();
  }

  @Override
  default boolean isAfterLast() throws SQLException {
    return delegate().isAfterLast();
  }

  @Override
  default boolean isFirst() throws SQLException {
    return delegate().isFirst();
  }

  @Override
  default boolean isLast() throws SQLException {
    return delegate().isLast();
  }

  @Override
  default void beforeFirst() throws SQLException {
    delegate().beforeFirst();
  }

  @Override
  default void afterLast() throws SQLException {
    delegate().afterLast();
  }

  @Override
  default int getRow() throws SQLException {
    return delegate().getRow();
  }

  @Override
  default boolean relative(int rows) throws SQLException {
    return delegate().relative(rows);
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
  default int getConcurrency() throws SQLException {
    return delegate().getConcurrency();
  }

  @Override
  default boolean rowUpdated() throws SQLException {
    return delegate().rowUpdated();
  }

  @Override
  default boolean rowInserted() throws SQLException {
    return delegate().rowInserted();
  }

  @Override
  default boolean rowDeleted() throws SQLException {
    return delegate().rowDeleted();
  }

  @Override
  default void refreshRow() throws SQLException {
    delegate().refreshRow();
  }

  @Override
  default int getHoldability() throws SQLException {
    return delegate().getHoldability();
  }

  @Override
  default boolean next() throws SQLException {
    return delegate().next();
  }

  @Override
  default boolean last() throws SQLException {
    return delegate().last();
  }

  @Override
  default boolean first() throws SQLException {
    return delegate().first();
  }

  @Override
  default void close() throws SQLException {
    delegate().close();
  }

  @Override
  default int getType() throws SQLException {
    return delegate().getType();
  }
}
