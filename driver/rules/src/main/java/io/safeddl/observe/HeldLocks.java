package io.safeddl.observe;

import io.safeddl.effect.LockMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The table-level locks of a session on relations that are not the server's own, by OID. Inside a
 * transaction they only grow, unless it goes back to a savepoint.
 */
public record HeldLocks(Map<Long, Set<LockMode>> modes) {
  /** None. */
  public static final HeldLocks NONE = new HeldLocks(Map.of());

  private static final String QUERY =
      "SELECT relation::bigint, mode FROM pg_catalog.pg_locks WHERE locktype = 'relation'"
          + " AND relation >= 16384 AND pid = ";

  /** Those of this session. */
  public static HeldLocks of(Connection connection) throws SQLException {
    return read(connection, "pg_catalog.pg_backend_pid()");
  }

  /** Those that another session of this database holds, or waits for. */
  public static HeldLocks of(Connection connection, int pid) throws SQLException {
    return read(connection, Integer.toString(pid));
  }

  private static HeldLocks read(Connection connection, String pid) throws SQLException {
    var modes = new HashMap<Long, Set<LockMode>>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(QUERY + pid)) {
      while (rows.next()) {
        modes
            .computeIfAbsent(rows.getLong(1), it -> EnumSet.noneOf(LockMode.class))
            .add(LockMode.ofPgLocks(rows.getString(2)));
      }
    }
    return new HeldLocks(modes);
  }

  /** These and those. */
  public HeldLocks and(HeldLocks others) {
    var all = new HashMap<Long, Set<LockMode>>();
    modes.forEach((oid, of) -> all.put(oid, EnumSet.copyOf(of)));
    others.modes.forEach(
        (oid, of) -> all.computeIfAbsent(oid, it -> EnumSet.noneOf(LockMode.class)).addAll(of));
    return new HeldLocks(all);
  }

  /** These, but those not. */
  public HeldLocks without(HeldLocks others) {
    var rest = new HashMap<Long, Set<LockMode>>();
    modes.forEach(
        (oid, of) -> {
          var left = new HashSet<>(of);
          left.removeAll(others.modes.getOrDefault(oid, Set.of()));
          if (!left.isEmpty()) {
            rest.put(oid, left);
          }
        });
    return new HeldLocks(rest);
  }

  /** The strongest on each of these relations. */
  Map<Long, LockMode> strongest(ServerRelations relations) {
    var strongest = new HashMap<Long, LockMode>();
    modes.forEach(
        (oid, of) -> {
          if (relations.get(oid) != null) {
            of.forEach(mode -> strongest.merge(oid, mode, LockMode::or));
          }
        });
    return strongest;
  }
}
