package io.safeddl.tool;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/** A migration in Java: DDL on a table that was there before, then rows by a prepared batch. */
public final class V4__Java extends BaseJavaMigration {
  /** Called by the runner. */
  public V4__Java() {}

  @Override
  public void migrate(Context context) throws Exception {
    Connection connection = context.getConnection();
    try (var statement = connection.createStatement()) {
      statement.execute("CREATE INDEX kind_name ON kind (name)");
    }
    try (var insert = connection.prepareStatement("INSERT INTO kind (id, name) VALUES (?, ?)")) {
      for (var id = 10; id < 13; id++) {
        insert.setInt(1, id);
        insert.setString(2, "java " + id);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /**
   * A callback in Java: notes each migration on the connection that Flyway hands it. A proxy, since
   * the type of its event is another one from Flyway 13 on.
   */
  static Callback counted() {
    return (Callback)
        Proxy.newProxyInstance(
            V4__Java.class.getClassLoader(),
            new Class<?>[] {Callback.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "supports" -> "AFTER_EACH_MIGRATE".equals(arguments[0].toString());
                  case "canHandleInTransaction" -> true;
                  case "getCallbackName" -> "counted";
                  case "handle" -> {
                    note(
                        ((org.flywaydb.core.api.callback.Context) arguments[1]).getConnection(),
                        arguments[0].toString());
                    yield null;
                  }
                  default -> throw new UnsupportedOperationException(method.toString());
                });
  }

  private static void note(Connection connection, String event) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("INSERT INTO callback_log (event) VALUES ('java " + event + "')");
    }
  }
}
