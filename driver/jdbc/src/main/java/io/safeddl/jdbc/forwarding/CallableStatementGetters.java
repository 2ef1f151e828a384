package io.safeddl.jdbc.forwarding;

import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** The results of {@link CallableStatement}, handed on as they are. */
public interface CallableStatementGetters extends CallableStatement {
  /** The driver's own object. */
  CallableStatement callable();

  @Override
  default String getString(int parameterIndex) throws SQLException {
    return callable().getString(parameterIndex);
  }

  @Override
  default String getString(String parameterName) throws SQLException {
    return callable().getString(parameterName);
  }

  @Override
  default URL getURL(int parameterIndex) throws SQLException {
    return callable().getURL(parameterIndex);
  }

  @Override
  default URL getURL(String parameterName) throws SQLException {
    return callable().getURL(parameterName);
  }

  @Override
  default Array getArray(String parameterName) throws SQLException {
    return callable().getArray(parameterName);
  }

  @Override
  default Array getArray(int parameterIndex) throws SQLException {
    return callable().getArray(parameterIndex);
  }

  @Override
  default boolean wasNull() throws SQLException {
    return callable().wasNull();
  }

  @Override
  default BigDecimal getBigDecimal(String parameterName) throws SQLException {
    return callable().getBigDecimal(parameterName);
  }

  @Deprecated
  @Override
  default BigDecimal getBigDecimal(int parameterIndex, int scale) throws SQLException {
    return callable().getBigDecimal(parameterIndex, scale);
  }

  @Override
  default BigDecimal getBigDecimal(int parameterIndex) throws SQLException {
    return callable().getBigDecimal(parameterIndex);
  }

  @Override
  default Date getDate(int parameterIndex) throws SQLException {
    return callable().getDate(parameterIndex);
  }

  @Override
  default Date getDate(String parameterName, Calendar cal) throws SQLException {
    return callable().getDate(parameterName, cal);
  }

  @Override
  default Date getDate(String parameterName) throws SQLException {
    return callable().getDate(parameterName);
  }

  @Override
  default Date getDate(int parameterIndex, Calendar cal) throws SQLException {
    return callable().getDate(parameterIndex, cal);
  }

  @Override
  default Time getTime(int parameterIndex, Calendar cal) throws SQLException {
    return callable().getTime(parameterIndex, cal);
  }

  @Override
  default Time getTime(String parameterName, Calendar cal) throws SQLException {
    return callable().getTime(parameterName, cal);
  }

  @Override
  default Time getTime(String parameterName) throws SQLException {
    return callable().getTime(parameterName);
  }

  @Override
  default Time getTime(int parameterIndex) throws SQLException {
    return callable().getTime(parameterIndex);
  }

  @Override
  default Timestamp getTimestamp(int parameterIndex) throws SQLException {
    return callable().getTimestamp(parameterIndex);
  }

  @Override
  default Timestamp getTimestamp(String parameterName) throws SQLException {
    return callable().getTimestamp(parameterName);
  }

  @Override
  default Timestamp getTimestamp(int parameterIndex, Calendar cal) throws SQLException {
    return callable().getTimestamp(parameterIndex, cal);
  }

  @Override
  default Timestamp getTimestamp(String parameterName, Calendar cal) throws SQLException {
    return callable().getTimestamp(parameterName, cal);
  }

  @Override
  default Blob getBlob(String parameterName) throws SQLException {
    return callable().getBlob(parameterName);
  }

  @Override
  default Blob getBlob(int parameterIndex) throws SQLException {
    return callable().getBlob(parameterIndex);
  }

  @Override
  default Clob getClob(int parameterIndex) throws SQLException {
    return callable().getClob(parameterIndex);
  }

  @Override
  default Clob getClob(String parameterName) throws SQLException {
    return callable().getClob(parameterName);
  }

  @Override
  default RowId getRowId(int parameterIndex) throws SQLException {
    return callable().getRowId(parameterIndex);
  }

  @Override
  default RowId getRowId(String parameterName) throws SQLException {
    return callable().getRowId(parameterName);
  }

  @Override
  default NClob getNClob(int parameterIndex) throws SQLException {
    return callable().getNClob(parameterIndex);
  }

  @Override
  default NClob getNClob(String parameterName) throws SQLException {
    return callable().getNClob(parameterName);
  }

  @Override
  default SQLXML getSQLXML(String parameterName) throws SQLException {
    return callable().getSQLXML(parameterName);
  }

  @Override
  default SQLXML getSQLXML(int parameterIndex) throws SQLException {
    return callable().getSQLXML(parameterIndex);
  }

  @Override
  default String getNString(String parameterName) throws SQLException {
    return callable().getNString(parameterName);
  }

  @Override
  default String getNString(int parameterIndex) throws SQLException {
    return callable().getNString(parameterIndex);
  }

  @Override
  default Reader getNCharacterStream(int parameterIndex) throws SQLException {
    return callable().getNCharacterStream(parameterIndex);
  }

  @Override
  default Reader getNCharacterStream(String parameterName) throws SQLException {
    return callable().getNCharacterStream(parameterName);
  }

  @Override
  default Reader getCharacterStream(int parameterIndex) throws SQLException {
    return callable().getCharacterStream(parameterIndex);
  }

  @Override
  default Reader getCharacterStream(String parameterName) throws SQLException {
    return callable().getCharacterStream(parameterName);
  }

  @Override
  default boolean getBoolean(String parameterName) throws SQLException {
    return callable().getBoolean(parameterName);
  }

  @Override
  default boolean getBoolean(int parameterIndex) throws SQLException {
    return callable().getBoolean(parameterIndex);
  }

  @Override
  default byte getByte(String parameterName) throws SQLException {
    return callable().getByte(parameterName);
  }

  @Override
  default byte getByte(int parameterIndex) throws SQLException {
    return callable().getByte(parameterIndex);
  }

  @Override
  default short getShort(int parameterIndex) throws SQLException {
    return callable().getShort(parameterIndex);
  }

  @Override
  default short getShort(String parameterName) throws SQLException {
    return callable().getShort(parameterName);
  }

  @Override
  default int getInt(int parameterIndex) throws SQLException {
    return callable().getInt(parameterIndex);
  }

  @Override
  default int getInt(String parameterName) throws SQLException {
    return callable().getInt(parameterName);
  }

  @Override
  default long getLong(int parameterIndex) throws SQLException {
    return callable().getLong(parameterIndex);
  }

  @Override
  default long getLong(String parameterName) throws SQLException {
    return callable().getLong(parameterName);
  }

  @Override
  default float getFloat(int parameterIndex) throws SQLException {
    return callable().getFloat(parameterIndex);
  }

  @Override
  default float getFloat(String parameterName) throws SQLException {
    return callable().getFloat(parameterName);
  }

  @Override
  default double getDouble(int parameterIndex) throws SQLException {
    return callable().getDouble(parameterIndex);
  }

  @Override
  default double getDouble(String parameterName) throws SQLException {
    return callable().getDouble(parameterName);
  }

  @Override
  default byte[] getBytes(int parameterIndex) throws SQLException {
    return callable().getBytes(parameterIndex);
  }

  @Override
  default byte[] getBytes(String parameterName) throws SQLException {
    return callable().getBytes(parameterName);
  }

  @Override
  default Ref getRef(String parameterName) throws SQLException {
    return callable().getRef(parameterName);
  }

  @Override
  default Ref getRef(int parameterIndex) throws SQLException {
    return callable().getRef(parameterIndex);
  }
}
