package io.safeddl.jdbc.forwarding;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** The named parameters of {@link CallableStatement}, handed on as they are. */
public interface CallableStatementSetters extends CallableStatement {
  /** The driver's own object. */
  CallableStatement callable();

  @Override
  default void setURL(String parameterName, URL val) throws SQLException {
    callable().setURL(parameterName, val);
  }

  @Override
  default void registerOutParameter(String parameterName, int sqlType, String typeName)
      throws SQLException {
    callable().registerOutParameter(parameterName, sqlType, typeName);
  }

  @Override
  default void registerOutParameter(int parameterIndex, int sqlType, String typeName)
      throws SQLException {
    callable().registerOutParameter(parameterIndex, sqlType, typeName);
  }

  @Override
  default void registerOutParameter(String parameterName, int sqlType) throws SQLException {
    callable().registerOutParameter(parameterName, sqlType);
  }

  @Override
  default void registerOutParameter(String parameterName, SQLType sqlType, int scale)
      throws SQLException {
    callable().registerOutParameter(parameterName, sqlType, scale);
  }

  @Override
  default void registerOutParameter(String parameterName, int sqlType, int scale)
      throws SQLException {
    callable().registerOutParameter(parameterName, sqlType, scale);
  }

  @Override
  default void registerOutParameter(String parameterName, SQLType sqlType) throws SQLException {
    callable().registerOutParameter(parameterName, sqlType);
  }

  @Override
  default void registerOutParameter(int parameterIndex, SQLType sqlType, String typeName)
      throws SQLException {
    callable().registerOutParameter(parameterIndex, sqlType, typeName);
  }

  @Override
  default void registerOutParameter(int parameterIndex, SQLType sqlType, int scale)
      throws SQLException {
    callable().registerOutParameter(parameterIndex, sqlType, scale);
  }

  @Override
  default void registerOutParameter(int parameterIndex, SQLType sqlType) throws SQLException {
    callable().registerOutParameter(parameterIndex, sqlType);
  }

  @Override
  default void registerOutParameter(String parameterName, SQLType sqlType, String typeName)
      throws SQLException {
    callable().registerOutParameter(parameterName, sqlType, typeName);
  }

  @Override
  default void registerOutParameter(int parameterIndex, int sqlType) throws SQLException {
    callable().registerOutParameter(parameterIndex, sqlType);
  }

  @Override
  default void registerOutParameter(int parameterIndex, int sqlType, int scale)
      throws SQLException {
    callable().registerOutParameter(parameterIndex, sqlType, scale);
  }

  @Override
  default void setNull(String parameterName, int sqlType, String typeName) throws SQLException {
    callable().setNull(parameterName, sqlType, typeName);
  }

  @Override
  default void setNull(String parameterName, int sqlType) throws SQLException {
    callable().setNull(parameterName, sqlType);
  }

  @Override
  default void setBigDecimal(String parameterName, BigDecimal x) throws SQLException {
    callable().setBigDecimal(parameterName, x);
  }

  @Override
  default void setString(String parameterName, String x) throws SQLException {
    callable().setString(parameterName, x);
  }

  @Override
  default void setBytes(String parameterName, byte[] x) throws SQLException {
    callable().setBytes(parameterName, x);
  }

  @Override
  default void setDate(String parameterName, Date x, Calendar cal) throws SQLException {
    callable().setDate(parameterName, x, cal);
  }

  @Override
  default void setDate(String parameterName, Date x) throws SQLException {
    callable().setDate(parameterName, x);
  }

  @Override
  default void setTime(String parameterName, Time x, Calendar cal) throws SQLException {
    callable().setTime(parameterName, x, cal);
  }

  @Override
  default void setTime(String parameterName, Time x) throws SQLException {
    callable().setTime(parameterName, x);
  }

  @Override
  default void setTimestamp(String parameterName, Timestamp x, Calendar cal) throws SQLException {
    callable().setTimestamp(parameterName, x, cal);
  }

  @Override
  default void setTimestamp(String parameterName, Timestamp x) throws SQLException {
    callable().setTimestamp(parameterName, x);
  }

  @Override
  default void setAsciiStream(String parameterName, InputStream x) throws SQLException {
    callable().setAsciiStream(parameterName, x);
  }

  @Override
  default void setAsciiStream(String parameterName, InputStream x, long length)
      throws SQLException {
    callable().setAsciiStream(parameterName, x, length);
  }

  @Override
  default void setAsciiStream(String parameterName, InputStream x, int length) throws SQLException {
    callable().setAsciiStream(parameterName, x, length);
  }

  @Override
  default void setBinaryStream(String parameterName, InputStream x, long length)
      throws SQLException {
    callable().setBinaryStream(parameterName, x, length);
  }

  @Override
  default void setBinaryStream(String parameterName, InputStream x, int length)
      throws SQLException {
    callable().setBinaryStream(parameterName, x, length);
  }

  @Override
  default void setBinaryStream(String parameterName, InputStream x) throws SQLException {
    callable().setBinaryStream(parameterName, x);
  }

  @Override
  default void setObject(String parameterName, Object x, int targetSqlType, int scale)
      throws SQLException {
    callable().setObject(parameterName, x, targetSqlType, scale);
  }

  @Override
  default void setObject(String parameterName, Object x, SQLType targetSqlType, int scaleOrLength)
      throws SQLException {
    callable().setObject(parameterName, x, targetSqlType, scaleOrLength);
  }

  @Override
  default void setObject(String parameterName, Object x) throws SQLException {
    callable().setObject(parameterName, x);
  }

  @Override
  default void setObject(String parameterName, Object x, int targetSqlType) throws SQLException {
    callable().setObject(parameterName, x, targetSqlType);
  }

  @Override
  default void setObject(String parameterName, Object x, SQLType targetSqlType)
      throws SQLException {
    callable().setObject(parameterName, x, targetSqlType);
  }

  @Override
  default void setCharacterStream(String parameterName, Reader reader, long length)
      throws SQLException {
    callable().setCharacterStream(parameterName, reader, length);
  }

  @Override
  default void setCharacterStream(String parameterName, Reader reader) throws SQLException {
    callable().setCharacterStream(parameterName, reader);
  }

  @Override
  default void setCharacterStream(String parameterName, Reader reader, int length)
      throws SQLException {
    callable().setCharacterStream(parameterName, reader, length);
  }

  @Override
  default void setRowId(String parameterName, RowId x) throws SQLException {
    callable().setRowId(parameterName, x);
  }

  @Override
  default void setNString(String parameterName, String value) throws SQLException {
    callable().setNString(parameterName, value);
  }

  @Override
  default void setNCharacterStream(String parameterName, Reader value) throws SQLException {
    callable().setNCharacterStream(parameterName, value);
  }

  @Override
  default void setNCharacterStream(String parameterName, Reader value, long length)
      throws SQLException {
    callable().setNCharacterStream(parameterName, value, length);
  }

  @Override
  default void setNClob(String parameterName, NClob value) throws SQLException {
    callable().setNClob(parameterName, value);
  }

  @Override
  default void setNClob(String parameterName, Reader reader, long length) throws SQLException {
    callable().setNClob(parameterName, reader, length);
  }

  @Override
  default void setNClob(String parameterName, Reader reader) throws SQLException {
    callable().setNClob(parameterName, reader);
  }

  @Override
  default void setClob(String parameterName, Reader reader, long length) throws SQLException {
    callable().setClob(parameterName, reader, length);
  }

  @Override
  default void setClob(String parameterName, Clob x) throws SQLException {
    callable().setClob(parameterName, x);
  }

  @Override
  default void setClob(String parameterName, Reader reader) throws SQLException {
    callable().setClob(parameterName, reader);
  }

  @Override
  default void setBlob(String parameterName, InputStream inputStream) throws SQLException {
    callable().setBlob(parameterName, inputStream);
  }

  @Override
  default void setBlob(String parameterName, Blob x) throws SQLException {
    callable().setBlob(parameterName, x);
  }

  @Override
  default void setBlob(String parameterName, InputStream inputStream, long length)
      throws SQLException {
    callable().setBlob(parameterName, inputStream, length);
  }

  @Override
  default void setSQLXML(String parameterName, SQLXML xmlObject) throws SQLException {
    callable().setSQLXML(parameterName, xmlObject);
  }

  @Override
  default void setBoolean(String parameterName, boolean x) throws SQLException {
    callable().setBoolean(parameterName, x);
  }

  @Override
  default void setByte(String parameterName, byte x) throws SQLException {
    callable().setByte(parameterName, x);
  }

  @Override
  default void setShort(String parameterName, short x) throws SQLException {
    callable().setShort(parameterName, x);
  }

  @Override
  default void setInt(String parameterName, int x) throws SQLException {
    callable().setInt(parameterName, x);
  }

  @Override
  default void setLong(String parameterName, long x) throws SQLException {
    callable().setLong(parameterName, x);
  }

  @Override
  default void setFloat(String parameterName, float x) throws SQLException {
    callable().setFloat(parameterName, x);
  }

  @Override
  default void setDouble(String parameterName, double x) throws SQLException {
    callable().setDouble(parameterName, x);
  }
}
