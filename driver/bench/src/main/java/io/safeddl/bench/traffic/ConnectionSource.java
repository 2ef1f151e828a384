package io.safeddl.bench.traffic;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens a new connection to the database under traffic. */
@FunctionalInterface
public interface ConnectionSource {
  Connection open() throws SQLException;
}
