package io.safeddl.equivalence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the driver must not leave behind: settings, locks, journal rows, threads, connections. */
final class Leaks {
  private static final String LOCKS =
      "SELECT l.pid || ' ' || l.locktype || ' ' || l.mode || ' ' || coalesce(l.relation::regclass::text, '')"
          + " FROM pg_locks l WHERE l.pid <> pg_backend_pid()"
          + " AND (l.locktype = 'advisory' OR l.locktype = 'relation')"
          + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
          // Autovacuum and the server's own workers come and go.
          + " AND l.pid IN (SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend')";

  private static final String SESSIONS =
      "SELECT pid || ' ' || state FROM pg_stat_activity WHERE datname = current_database()"
          + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()";

  private static final String SETTINGS =
      "SELECT name || ' = ' || setting FROM pg_settings WHERE name <> 'transaction_isolation' ORDER BY name";

  private static final String TABLES =
      "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('safeddl')";

  private final Connection safe;
  private final Connection observer;
  private final List<String> settings;

  private Leaks(Connection safe, Connection observer) throws SQLException {
    this.safe = safe;
    this.observer = observer;
    this.settings = column(safe, SETTINGS);
  }

  static Leaks before(Connection safe, Connection observer) throws SQLException {
    return new Leaks(safe, observer);
  }

  void assertNone(World world) throws SQLException {
    var found = new ArrayList<String>();
    var now = column(safe, SETTINGS);
    now.stream().filter(s -> !settings.contains(s)).forEach(s -> found.add("setting " + s));
    column(observer, LOCKS).forEach(l -> found.add("lock " + l));
    var sessions = column(observer, SESSIONS);
    if (sessions.size() != 1 || !sessions.get(0).endsWith(" idle")) {
      found.add("sessions " + sessions);
    }
    if (column(observer, TABLES).contains("journal")) {
      column(observer, "SELECT j::text FROM safeddl.journal j")
          .forEach(r -> found.add("journal row " + r));
    }
    threads().forEach(t -> found.add("thread " + t));
    if (!found.isEmpty()) {
      throw new AssertionError("left behind: " + String.join("\n  ", found) + "\n" + world);
    }
  }

  /** Of builds; the watchdog's one thread serves all connections. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(n -> n.startsWith("safeddl-build"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
