package io.safeddl.jdbc;

import java.sql.SQLException;

/** A call on pgjdbc's object that is still to be made, and gives what the caller will get. */
@FunctionalInterface
interface Send<T> {
  T get() throws SQLException;
}
