package io.safeddl.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * The parameters that the driver sets and puts back, as they are when a connection is closed: by
 * then they must be what they were when it was opened. What a test sets itself it says.
 */
final class LeftSettings {
  private static final String SET =
      "SELECT name || ' = ' || setting FROM pg_settings WHERE source = 'session' AND name IN"
          + " ('lock_timeout', 'statement_timeout', 'deadlock_timeout', 'transaction_timeout',"
          + " 'idle_session_timeout', 'idle_in_transaction_session_timeout', 'role', 'search_path',"
          + " 'client_connection_check_interval', 'client_min_messages')"
          + " AND setting IS DISTINCT FROM reset_val";

  private final ConcurrentLinkedQueue<String> found = new ConcurrentLinkedQueue<>();
  private final Set<String> allowed = ConcurrentHashMap.newKeySet();

  void allow(String... parameters) {
    allowed.addAll(List.of(parameters));
  }

  /** What was found since the last call. */
  List<String> differences() {
    var all = new TreeSet<>(found);
    found.clear();
    all.removeIf(line -> allowed.contains(line.split(" ", 2)[0]));
    allowed.clear();
    return new ArrayList<>(all);
  }

  /** The same connection, that is looked at when it is closed. */
  Connection watch(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close") && !connection.isClosed()) {
                look(connection);
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A test that failed may close a connection while a statement of it still runs: not for ever. */
  private void look(Connection connection) throws Exception {
    var raw = connection.unwrap(BaseConnection.class);
    if (raw.getTransactionState() == TransactionState.IDLE) {
      var set = CompletableFuture.supplyAsync(() -> Servers.got(() -> Servers.column(raw, SET)));
      found.addAll(set.get(20, TimeUnit.SECONDS));
    }
  }
}
