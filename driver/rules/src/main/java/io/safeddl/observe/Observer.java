package io.safeddl.observe;

import io.safeddl.effect.LockMode;
import io.safeddl.observe.ServerRelations.Entry;
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
 * Runs a statement in a transaction and looks, before that ends, at {@code pg_locks}, at the
 * relation files, at the sequential scans that it counted and at the server's debug messages.
 */
public final class Observer {
  private static final Pattern VERIFYING = Pattern.compile("verifying table \"(.*)\"");
  private static final Pattern BUILDING =
      Pattern.compile("building index \".*\" on table \"(.*)\" .*", Pattern.DOTALL);

  private Observer() {}

  /** A statement to be run. */
  @FunctionalInterface
  public interface Work {
    /**
     * Runs it, and leaves the transaction open.
     *
     * @return what the server said meanwhile, down to debug1
     */
    List<String> run() throws SQLException;
  }

  /**
   * Runs a statement and leaves the transaction open.
   *
   * @param connection in a transaction, its messages going down to debug1
   * @param before the relations before it
   * @param heldBefore the locks that the transaction held before it
   * @param path the schemas in which names without one are looked up
   * @throws SQLException where the server rejects the statement
   */
  public static Observation observe(
      Connection connection,
      ServerRelations before,
      HeldLocks heldBefore,
      List<String> path,
      Work work)
      throws SQLException {
    var counted = scanCounts(connection, before);
    var messages = work.run();
    var held = HeldLocks.of(connection);
    var locks = held.without(heldBefore).strongest(before);
    var scanned = scanned(connection, before, counted);
    var after = before.again(connection);
    return of(before, after, locks, held.strongest(before), scanned, messages, path);
  }

  /** What was seen of a statement that ran by itself while another session looked at its locks. */
  public static Observation fromOutside(
      ServerRelations before,
      ServerRelations after,
      HeldLocks seen,
      List<String> messages,
      List<String> path) {
    var locks = seen.strongest(before);
    return of(before, after, locks, locks, Set.of(), messages, path);
  }

  private static Observation of(
      ServerRelations before,
      ServerRelations after,
      Map<Long, LockMode> locks,
      Map<Long, LockMode> held,
      Set<Entry> scanned,
      List<String> messages,
      List<String> path) {
    Set<Entry> verified = new HashSet<>();
    Set<Entry> built = new HashSet<>();
    for (String message : messages) {
      add(VERIFYING.matcher(message), before, locks, path, verified);
      add(BUILDING.matcher(message), before, locks, path, built);
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
    return new Observation(before, after, locks, held, scanned, verified, rewritten, built);
  }

  /**
   * The messages name no schema: of several tables of that name it is the one that was locked, else
   * the one that the name means.
   */
  private static void add(
      Matcher matcher,
      ServerRelations relations,
      Map<Long, LockMode> locks,
      List<String> path,
      Set<Entry> found) {
    if (!matcher.matches()) {
      return;
    }
    var name = matcher.group(1);
    var locked =
        relations.byOid().values().stream()
            .filter(it -> it.name().equals(name) && !it.isToast())
            .filter(
                it ->
                    locks
                            .getOrDefault(it.oid(), LockMode.ACCESS_SHARE)
                            .compareTo(LockMode.ROW_EXCLUSIVE)
                        > 0)
            .toList();
    var entry = locked.size() == 1 ? locked.get(0) : relations.named(path, name);
    if (entry != null) {
      found.add(entry);
    }
  }

  /** What the server said of a statement. */
  public static List<String> messages(Statement statement) throws SQLException {
    List<String> messages = new ArrayList<>();
    for (var warning = statement.getWarnings();
        warning != null;
        warning = warning.getNextWarning()) {
      messages.add(warning.getMessage());
    }
    return messages;
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
    if (relations.byOid().isEmpty()) {
      return counts;
    }
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT oid::bigint, pg_catalog.pg_stat_get_xact_numscans(oid)"
                    + " FROM pg_catalog.pg_class WHERE oid IN ("
                    + relations.oids()
                    + ") AND relkind IN ('r', 'm')")) {
      while (rows.next()) {
        counts.put(rows.getLong(1), rows.getLong(2));
      }
    }
    return counts;
  }
}
