package io.safeddl.effect.oracle;

import io.safeddl.effect.LockMode;
import io.safeddl.effect.oracle.ServerRelations.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a statement in a transaction and looks, before it ends, at {@code pg_locks}, at the relation
 * files, at the sequential scans that it counted and at the server's debug messages.
 */
final class Observer {
  private static final Pattern VERIFYING = Pattern.compile("verifying table \"(.*)\"");
  private static final Pattern BUILDING =
      Pattern.compile("building index \".*\" on table \"(.*)\" .*", Pattern.DOTALL);

  private Observer() {}

  /**
   * Runs the statement and leaves the transaction open.
   *
   * @param connection with autocommit off and nothing done in its transaction; its messages go down
   *     to debug1
   * @param before the relations of the schema before it
   * @throws SQLException where the server rejects the statement
   */
  static Observation observe(
      Connection connection, ServerRelations before, String schema, String sql)
      throws SQLException {
    List<String> messages;
    var counted = scanCounts(connection, before);
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
      messages = messages(statement);
    }
    var locks = locks(connection, before);
    var scanned = scanned(connection, before, counted);
    var after = before.again(connection);
    return of(before, after, locks, scanned, messages, schema);
  }

  static Observation of(
      ServerRelations before,
      ServerRelations after,
      Map<Long, LockMode> locks,
      Set<Entry> scanned,
      List<String> messages,
      String schema) {
    Set<Entry> verified = new HashSet<>();
    Set<Entry> built = new HashSet<>();
    for (String message : messages) {
      add(VERIFYING.matcher(message), before, schema, verified);
      add(BUILDING.matcher(message), before, schema, built);
    }
    Set<Entry> rewritten = new HashSet<>();
    for (Entry old : before.byOid().values()) {
      var now = after.get(old.oid());
      if (now != null && now.file() != old.file() && !old.isToast()) {
        if (old.isTable()) {
          rewritten.add(old);
        } else if (old.isIndex()) {
          built.add(before.root(old));
        }
      }
    }
    return new Observation(before, after, locks, scanned, verified, rewritten, built);
  }

  private static void add(
      Matcher matcher, ServerRelations relations, String schema, Set<Entry> found) {
    if (matcher.matches()) {
      var entry = relations.named(schema, matcher.group(1));
      if (entry != null) {
        found.add(entry);
      }
    }
  }

  static List<String> messages(Statement statement) throws SQLException {
    List<String> messages = new ArrayList<>();
    for (var warning = statement.getWarnings();
        warning != null;
        warning = warning.getNextWarning()) {
      messages.add(warning.getMessage());
    }
    return messages;
  }

  private static Map<Long, LockMode> locks(Connection connection, ServerRelations before)
      throws SQLException {
    Map<Long, LockMode> locks = new HashMap<>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT relation::bigint, mode FROM pg_locks WHERE pid = pg_backend_pid()"
                    + " AND locktype = 'relation' AND relation >= 16384")) {
      while (rows.next()) {
        if (before.get(rows.getLong(1)) != null) {
          locks.merge(rows.getLong(1), LockMode.ofPgLocks(rows.getString(2)), LockMode::or);
        }
      }
    }
    return locks;
  }

  /** Tables of which more sequential scans are counted than before. */
  private static Set<Entry> scanned(
      Connection connection, ServerRelations before, Map<Long, Long> counted) throws SQLException {
    Set<Entry> scanned = new HashSet<>();
    for (var count : scanCounts(connection, before).entrySet()) {
      var entry = before.get(count.getKey());
      if (entry != null && count.getValue() > counted.getOrDefault(count.getKey(), 0L)) {
        scanned.add(entry);
      }
    }
    return scanned;
  }

  /** The counters are the session's, not the transaction's, until it gives them away. */
  private static Map<Long, Long> scanCounts(Connection connection, ServerRelations relations)
      throws SQLException {
    Map<Long, Long> counts = new HashMap<>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT oid::bigint, pg_stat_get_xact_numscans(oid) FROM pg_class WHERE oid IN ("
                    + relations.oids()
                    + ") AND relkind IN ('r', 'm')")) {
      while (rows.next()) {
        counts.put(rows.getLong(1), rows.getLong(2));
      }
    }
    return counts;
  }
}
