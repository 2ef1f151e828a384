package io.safeddl.jdbc.forwarding;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** The parameters of {@link PreparedStatement}, handed on as they are. */
public interface PreparedStatementForwarding extends PreparedStatement {
  /** The driver's own object. */
  PreparedStatement prepared();

  @Override
  default void setArray(int parameterIndex, Array x) throws SQLException {
    prepared().setArray(parameterIndex, x);
  }

  @Override
  default void setURL(int parameterIndex, URL x) throws SQLException {
    prepared().setURL(parameterIndex, x);
  }

  @Override
  default void setNull(int parameterIndex, int sqlType, String typeName) throws SQLException {
    prepared().setNull(parameterIndex, sqlType, typeName);
  }

  @Override
  default void setNull(int parameterIndex, int sqlType) throws SQLException {
    prepared().setNull(parameterIndex, sqlType);
  }

  @Override
  default void setBigDecimal(int parameterIndex, BigDecimal x) throws SQLException {
    prepared().setBigDecimal(parameterIndex, x);
  }

  @Override
  default void setString(int parameterIndex, String x) throws SQLException {
    prepared().setString(parameterIndex, x);
  }

  @Override
  default void setBytes(int parameterIndex, byte[] x) throws SQLException {
    prepared().setBytes(parameterIndex, x);
  }

  @Override
  default void setDate(int parameterIndex, Date x) throws SQLException {
    prepared().setDate(parameterIndex, x);
  }

  @Override
  default void setDate(int parameterIndex, Date x, Calendar cal) throws SQLException {
    prepared().setDate(parameterIndex, x, cal);
  }

  @Override
  default void setTime(int parameterIndex, Time x) throws SQLException {
    prepared().setTime(parameterIndex, x);
  }

  @Override
  default void setTime(int parameterIndex, Time x, Calendar cal) throws SQLException {
    prepared().setTime(parameterIndex, x, cal);
  }

  @Override
  default void setTimestamp(int parameterIndex, Timestamp x) throws SQLException {
    prepared().setTimestamp(parameterIndex, x);
  }

  @Override
  default void setTimestamp(int parameterIndex, Timestamp x, Calendar cal) throws SQLException {
    prepared().setTimestamp(parameterIndex, x, cal);
  }

  @Override
  default void setAsciiStream(int parameterIndex, InputStream x, long length) throws SQLException {
    prepared().setAsciiStream(parameterIndex, x, length);
  }

  @Override
  default void setAsciiStream(int parameterIndex, InputStream x, int length) throws SQLException {
    prepared().setAsciiStream(parameterIndex, x, length);
  }

  @Override
  default void setAsciiStream(int parameterIndex, InputStream x) throws SQLException {
    prepared().setAsciiStream(parameterIndex, x);
  }

  @Deprecated
  @Override
  default void setUnicodeStream(int parameterIndex, InputStream x, int length) throws SQLException {
    prepared().setUnicodeStream(parameterIndex, x, length);
  }

  @Override
  default void setBinaryStream(int parameterIndex, InputStream x, int length) throws SQLException {
    prepared().setBinaryStream(parameterIndex, x, length);
  }

  @Override
  default void setBinaryStream(int parameterIndex, InputStream x, long length) throws SQLException {
    prepared().setBinaryStream(parameterIndex, x, length);
  }

  @Override
  default void setBinaryStream(int parameterIndex, InputStream x) throws SQLException {
    prepared().setBinaryStream(parameterIndex, x);
  }

  @Override
  default void clearParameters() throws SQLException {
    prepared().clearParameters();
  }

  @Override
  default void setObject(int parameterIndex, Object x, SQLType targetSqlType, int scaleOrLength)
      throws SQLException {
    prepared().setObject(parameterIndex, x, targetSqlType, scaleOrLength);
  }

  @Override
  default void setObject(int parameterIndex, Object x) throws SQLException {
    prepared().setObject(parameterIndex, x);
  }

  @Override
  default void setObject(int parameterIndex, Object x, int targetSqlType) throws SQLException {
    prepared().setObject(parameterIndex, x, targetSqlType);
  }

  @Override
  default void setObject(int parameterIndex, Object x, int targetSqlType, int scaleOrLength)
      throws SQLException {
    prepared().setObject(parameterIndex, x, targetSqlType, scaleOrLength);
  }

  @Override
  default void setObject(int parameterIndex, Object x, SQLType targetSqlType) throws SQLException {
    prepared().setObject(parameterIndex, x, targetSqlType);
  }

  @Override
  default void setCharacterStream(int parameterIndex, Reader reader, long length)
      throws SQLException {
    prepared().setCharacterStream(parameterIndex, reader, length);
  }

  @Override
  default void setCharacterStream(int parameterIndex, Reader reader) throws SQLException {
    prepared().setCharacterStream(parameterIndex, reader);
  }

  @Override
  default void setCharacterStream(int parameterIndex, Reader reader, int length)
      throws SQLException {
    prepared().setCharacterStream(parameterIndex, reader, length);
  }

  @Override
  default void setRef(int parameterIndex, Ref x) throws SQLException {
    prepared().setRef(parameterIndex, x);
  }

  @Override
  default void setBlob(int parameterIndex, Blob x) throws SQLException {
    prepared().setBlob(parameterIndex, x);
  }

  @Override
  default void setBlob(int parameterIndex, InputStream inputStream, long length)
      throws SQLException {
    prepared().setBlob(parameterIndex, inputStream, length);
  }

  @Override
  default void setBlob(int parameterIndex, InputStream inputStream) throws SQLException {
    prepared().setBlob(parameterIndex, inputStream);
  }

  @Override
  default void setClob(int parameterIndex, Reader reader, long length) throws SQLException {
    prepared().setClob(parameterIndex, reader, length);
  }

  @Override
  default void setClob(int parameterIndex, Clob x) throws SQLException {
    prepared().setClob(parameterIndex, x);
  }

  @Override
  default void setClob(int parameterIndex, Reader reader) throws SQLException {
    prepared().setClob(parameterIndex, reader);
  }

  @Override
  default ResultSetMetaData getMetaData() throws SQLException {
    return prepared().getMetaData();
  }

  @Override
  default ParameterMetaData getParameterMetaData() throws SQLException {
    return prepared().getParameterMetaData();
  }

  @Override
  default void setRowId(int parameterIndex, RowId x) throws SQLException {
    prepared().setRowId(parameterIndex, x);
  }

  @Override
  default void setNString(int parameterIndex, String value) throws SQLException {
    prepared().setNString(parameterIndex, value);
  }

  @Override
  default void setNCharacterStream(int parameterIndex, Reader value) throws SQLException {
    prepared().setNCharacterStream(parameterIndex, value);
  }

  @Override
  default void setNCharacterStream(int parameterIndex, Reader value, long length)
      throws SQLException {
    prepared().setNCharacterStream(parameterIndex, value, length);
  }

  @Override
  default void setNClob(int parameterIndex, Reader reader) throws SQLException {
    prepared().setNClob(parameterIndex, reader);
  }

  @Override
  default void setNClob(int parameterIndex, NClob value) throws SQLException {
    prepared().setNClob(parameterIndex, value);
  }

  @Override
  default void setNClob(int parameterIndex, Reader reader, long length) throws SQLException {
    prepared().setNClob(parameterIndex, reader, length);
  }

  @Override
  default void setSQLXML(int parameterIndex, SQLXML xmlObject) throws SQLException {
    prepared().setSQLXML(parameterIndex, xmlObject);
  }

  @Override
  default void setBoolean(int parameterIndex, boolean x) throws SQLException {
    prepared().setBoolean(parameterIndex, x);
  }

  @Override
  default void setByte(int parameterIndex, byte x) throws SQLException {
    prepared().setByte(parameterIndex, x);
  }

  @Override
  default void setShort(int parameterIndex, short x) throws SQLException {
    prepared().setShort(parameterIndex, x);
  }

  @Override
  default void setInt(int parameterIndex, int x) throws SQLException {
    prepared().setInt(parameterIndex, x);
  }

  @Override
  default void setLong(int parameterIndex, long x) throws SQLException {
    prepared().setLong(parameterIndex, x);
  }

  @Override
  default void setFloat(int parameterIndex, float x) throws SQLException {
    prepared().setFloat(parameterIndex, x);
  }

  @Override
  default void setDouble(int parameterIndex, double x) throws SQLException {
    prepared().setDouble(parameterIndex, x);
  }
}
