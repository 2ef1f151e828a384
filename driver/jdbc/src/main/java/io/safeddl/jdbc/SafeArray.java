package io.safeddl.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgArray;

/**
 * An array whose result sets do not lead to pgjdbc's statement. Of pgjdbc's class, since pgjdbc
 * takes an array as a parameter by its class; all else is forwarded to the array that pgjdbc made.
 */
final class SafeArray extends PgArray {
  private final PgArray delegate;
  private final SafeConnection face;

  private SafeArray(PgArray delegate, SafeConnection face) throws SQLException {
    super(face, 0, (String) null);
    this.delegate = delegate;
    this.face = face;
  }

  /** The caller's view of an array; null stays null. */
  static Array over(Array raw, SafeConnection face) throws SQLException {
    return raw instanceof PgArray array && !(array instanceof SafeArray)
        ? new SafeArray(array, face)
        : raw;
  }

  @Override
  public ResultSet getResultSet() throws SQLException {
    return face.adopt(delegate.getResultSet());
  }

  @Override
  public ResultSet getResultSet(@Nullable Map<String, Class<?>> map) throws SQLException {
    return face.adopt(delegate.getResultSet(map));
  }

  @Override
  public ResultSet getResultSet(long index, int count) throws SQLException {
    return face.adopt(delegate.getResultSet(index, count));
  }

  @Override
  public ResultSet getResultSet(long index, int count, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    return face.adopt(delegate.getResultSet(index, count, map));
  }

  @Override
  public ResultSet getResultSetImpl(@Nullable Map<String, Class<?>> map) throws SQLException {
    return face.adopt(delegate.getResultSetImpl(map));
  }

  @Override
  public ResultSet getResultSetImpl(long index, int count, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    return face.adopt(delegate.getResultSetImpl(index, count, map));
  }

  @Override
  public @Nullable Object getArray() throws SQLException {
    return delegate.getArray();
  }

  @Override
  public @Nullable Object getArray(@Nullable Map<String, Class<?>> map) throws SQLException {
    return delegate.getArray(map);
  }

  @Override
  public @Nullable Object getArray(long index, int count) throws SQLException {
    return delegate.getArray(index, count);
  }

  @Override
  public @Nullable Object getArray(long index, int count, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    return delegate.getArray(index, count, map);
  }

  @Override
  public @Nullable Object getArrayImpl(@Nullable Map<String, Class<?>> map) throws SQLException {
    return delegate.getArrayImpl(map);
  }

  @Override
  public @Nullable Object getArrayImpl(long index, int count, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    return delegate.getArrayImpl(index, count, map);
  }

  @Override
  public int getBaseType() throws SQLException {
    return delegate.getBaseType();
  }

  @Override
  public String getBaseTypeName() throws SQLException {
    return delegate.getBaseTypeName();
  }

  @Override
  public boolean isBinary() {
    return delegate.isBinary();
  }

  @Override
  public byte @Nullable [] toBytes() {
    return delegate.toBytes();
  }

  @Override
  public void free() throws SQLException {
    delegate.free();
  }

  @Override
  public @Nullable String toString() {
    return delegate.toString();
  }
}
