package io.safeddl.run;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens a further raw connection to the same server and database, as the same role and with the
 * same properties as the tool's. It serves to watch an index build, and to clean up when the tool's
 * own connection is lost; without it a build runs unwatched, and that is said.
 */
@FunctionalInterface
public interface ConnectionSource {
  /** Opens one; the caller closes it. */
  Connection open() throws SQLException;
}
