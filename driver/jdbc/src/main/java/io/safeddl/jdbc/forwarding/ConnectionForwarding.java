package io.safeddl.jdbc.forwarding;

import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.sql.Struct;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/** The part of {@link Connection} that is handed on as it is. */
public interface ConnectionForwarding extends Connection {
  /** The driver's own object. */
  Connection delegate();

  @Override
  default boolean isClosed() throws SQLException {
    return delegate().isClosed();
  }

  @Override
  default boolean isValid(int timeout) throws SQLException {
    return delegate().isValid(timeout);
  }

  @Override
  default boolean isReadOnly() throws SQLException {
    return delegate().isReadOnly();
  }

  @Override
  default String nativeSQL(String sql) throws SQLException {
    return delegate().nativeSQL(sql);
  }

  @Override
  default boolean getAutoCommit() throws SQLException {
    return delegate().getAutoCommit();
  }

  @Override
  default void setCatalog(String catalog) throws SQLException {
    delegate().setCatalog(catalog);
  }

  @Override
  default String getCatalog() throws SQLException {
    return delegate().getCatalog();
  }

  @Override
  default void setTransactionIsolation(int level) throws SQLException {
    delegate().setTransactionIsolation(level);
  }

  @Override
  default int getTransactionIsolation() throws SQLException {
    return delegate().getTransactionIsolation();
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
  default Map<String, Class<?>> getTypeMap() throws SQLException {
    return delegate().getTypeMap();
  }

  @Override
  default void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    delegate().setTypeMap(map);
  }

  @Override
  default void setHoldability(int holdability) throws SQLException {
    delegate().setHoldability(holdability);
  }

  @Override
  default int getHoldability() throws SQLException {
    return delegate().getHoldability();
  }

  @Override
  default void releaseSavepoint(Savepoint savepoint) throws SQLException {
    delegate().releaseSavepoint(savepoint);
  }

  @Override
  default Clob createClob() throws SQLException {
    return delegate().createClob();
  }

  @Override
  default Blob createBlob() throws SQLException {
    return delegate().createBlob();
  }

  @Override
  default NClob createNClob() throws SQLException {
    return delegate().createNClob();
  }

  @Override
  default SQLXML createSQLXML() throws SQLException {
    return delegate().createSQLXML();
  }

  @Override
  default void setClientInfo(String name, String value) throws SQLClientInfoException {
    delegate().setClientInfo(name, value);
  }

  @Override
  default void setClientInfo(Properties properties) throws SQLClientInfoException {
    delegate().setClientInfo(properties);
  }

  @Override
  default String getClientInfo(String name) throws SQLException {
    return delegate().getClientInfo(name);
  }

  @Override
  default Properties getClientInfo() throws SQLException {
    return delegate().getClientInfo();
  }

  @Override
  default Array createArrayOf(String typeName, Object[] elements) throws SQLException {
    return delegate().createArrayOf(typeName, elements);
  }

  @Override
  default Struct createStruct(String typeName, Object[] attributes) throws SQLException {
    return delegate().createStruct(typeName, attributes);
  }

  @Override
  default void setSchema(String schema) throws SQLException {
    delegate().setSchema(schema);
  }

  @Override
  default String getSchema() throws SQLException {
    return delegate().getSchema();
  }

  @Override
  default void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
    delegate().setNetworkTimeout(executor, milliseconds);
  }

  @Override
  default int getNetworkTimeout() throws SQLException {
    return delegate().getNetworkTimeout();
  }

  @Override
  default void beginRequest() throws SQLException {
    delegate().beginRequest();
  }

  @Override
  default void endRequest() throws SQLException {
    delegate().endRequest();
  }

  @Override
  default boolean setShardingKeyIfValid(ShardingKey shardingKey, int timeout) throws SQLException {
    return delegate().setShardingKeyIfValid(shardingKey, timeout);
  }

  @Override
  default boolean setShardingKeyIfValid(
      ShardingKey shardingKey, ShardingKey superShardingKey, int timeout) throws SQLException {
    return delegate().setShardingKeyIfValid(shardingKey, superShardingKey, timeout);
  }

  @Override
  default void setShardingKey(ShardingKey shardingKey, ShardingKey superShardingKey)
      throws SQLException {
    delegate().setShardingKey(shardingKey, superShardingKey);
  }

  @Override
  default void setShardingKey(ShardingKey shardingKey) throws SQLException {
    delegate().setShardingKey(shardingKey);
  }

  @Override
  default void setReadOnly(boolean readOnly) throws SQLException {
    delegate().setReadOnly(readOnly);
  }
}
