package io.safeddl.jdbc;

import io.safeddl.run.Execution;
import io.safeddl.run.Gate;
import io.safeddl.sql.FastPath;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;

/** The driver's faces over any object, with a gate that is no more than the fast path. */
public final class Faces {
  private Faces() {}

  /** A face of the connection; what is not on the fast path is an error. */
  public static Connection over(BaseConnection delegate) {
    return new SafeConnection(
        delegate,
        new Gate() {
          @Override
          public <T> T execute(Execution<T> execution) throws SQLException {
            if (!FastPath.passes(execution.sql())) {
              throw new SQLException("not on the fast path: " + execution.sql());
            }
            return execution.send();
          }
        });
  }
}
