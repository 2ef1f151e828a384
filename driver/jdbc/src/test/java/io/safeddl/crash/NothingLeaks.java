package io.safeddl.crash;

import io.safeddl.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.PGConnection;

/**
 * That nothing is left of what ran: no INVALID index, no constraint that is not validated, no
 * partition half detached, no row of the journal; no session, no lock, no prepared transaction; no
 * thread of ours; and no setting of a session changed.
 *
 * <p>As an extension it looks after each test:
 *
 * <pre>{@code
 * @RegisterExtension final NothingLeaks nothing = NothingLeaks.in(() -> databases);
 * }</pre>
 *
 * <p>What a test itself makes and means to leave is given by name. What ends with a connection is
 * given a few seconds: the server notices a closed one a little later, and so do our threads.
 */
public final class NothingLeaks implements AfterEachCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration PAUSE = Duration.ofMillis(25);

  private static final String THREAD = "thread ";

  /** Threads of which a JVM has one, for some idle seconds longer than needed. */
  private static final Set<String> OF_THE_JVM = Set.of("safeddl-watchdog", "safeddl-query-parser");

  private static final String INVALID_INDEXES =
      """
      SELECT 'INVALID index ' || pg_catalog.format('%s', i.indexrelid::regclass)
        FROM pg_catalog.pg_index i
       WHERE NOT (i.indisvalid AND i.indisready AND i.indislive)
      """;

  /** From 18 a constraint may be NOT ENFORCED, and counts as not validated then. */
  private static final String NOT_VALID =
      """
      SELECT 'NOT VALID constraint ' || c.conname || ' of ' || c.conrelid::regclass
        FROM pg_catalog.pg_constraint c
       WHERE NOT c.convalidated
         AND pg_catalog.to_jsonb(c) ->> 'conenforced' IS DISTINCT FROM 'false'
      """;

  private static final String HALF_DETACHED =
      """
      SELECT 'half detached ' || i.inhrelid::regclass
        FROM pg_catalog.pg_inherits i WHERE i.inhdetachpending
      """;

  private static final String PREPARED =
      """
      SELECT 'prepared transaction ' || gid FROM pg_catalog.pg_prepared_xacts
       WHERE database = pg_catalog.current_database()
      """;

  /** Without those that are to stay; autovacuum comes and goes as it likes. */
  private static final String SESSIONS =
      """
      SELECT pg_catalog.format('session %s (%s, %s): %s', a.pid, a.application_name, a.state, a.query)
        FROM pg_catalog.pg_stat_activity a
       WHERE a.datname = pg_catalog.current_database() AND a.backend_type = 'client backend'
         AND a.pid <> ALL (CAST('{:open}' AS int[]))
      """;

  private static final String LOCKS =
      """
      SELECT pg_catalog.format('lock %s %s of %s', l.locktype, l.mode, l.pid)
        FROM pg_catalog.pg_locks l
        JOIN pg_catalog.pg_database d ON d.oid = l.database
        LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
       WHERE d.datname = pg_catalog.current_database()
         AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid()
         AND a.backend_type IS DISTINCT FROM 'autovacuum worker'
      """;

  private static final List<String> WHAT_STAYS = List.of(INVALID_INDEXES, NOT_VALID, HALF_DETACHED);
  private static final List<String> WHAT_ENDS = List.of(PREPARED, SESSIONS, LOCKS);

  private final Supplier<? extends Collection<TestDatabase>> databases;
  private final Set<String> meant;

  private NothingLeaks(
      Supplier<? extends Collection<TestDatabase>> databases, Collection<String> meant) {
    this.databases = databases;
    this.meant = Set.copyOf(meant);
  }

  /**
   * Looks into these databases after each test, at which time the test has closed its connections.
   *
   * @param meant names of indexes and constraints that the tests themselves leave
   */
  public static NothingLeaks in(
      Supplier<? extends Collection<TestDatabase>> databases, String... meant) {
    return new NothingLeaks(databases, List.of(meant));
  }

  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    for (TestDatabase database : databases.get()) {
      assertIn(database, meant);
    }
  }

  /**
   * Looks into a database once, and at the threads of this JVM; every connection to it is to be
   * closed.
   *
   * @param meant names of indexes and constraints that the scenario itself left
   */
  public static void assertIn(TestDatabase database, Set<String> meant) throws SQLException {
    Assertions.assertThat(findIn(database, meant)).as("left behind").isEmpty();
  }

  /** The same as text, a line for each; empty where nothing is left. */
  public static List<String> findIn(TestDatabase database, Set<String> meant) throws SQLException {
    return findIn(database, meant, PATIENCE);
  }

  static List<String> findIn(TestDatabase database, Set<String> meant, Duration patience)
      throws SQLException {
    try (var connection = database.connect()) {
      return findBy(connection, meant, patience);
    }
  }

  /** The same by a session of the one who asks, which is not among what is left. */
  static List<String> findBy(Connection connection) throws SQLException {
    return findBy(connection, Set.of(), PATIENCE);
  }

  private static List<String> findBy(Connection connection, Set<String> meant, Duration patience)
      throws SQLException {
    var found = without(meant, objects(connection));
    found.addAll(journal(connection));
    found.addAll(untilGone(connection, List.of(connection), meant, Set.of(), patience));
    return found;
  }

  /**
   * The same, asked by a connection that is open anyhow. One idle thread of each kind that the JVM
   * itself has counts for nothing.
   */
  public static List<String> findFrom(Connection connection, Set<String> meant)
      throws SQLException {
    var found = without(meant, objects(connection));
    found.addAll(journal(connection));
    found.addAll(untilGone(connection, List.of(connection), meant, OF_THE_JVM, PATIENCE));
    return found;
  }

  /**
   * What is left of what a connection did that stays open and idle: all but the state of the
   * schema, which is compared with that of a plain connection's.
   */
  public static List<String> findBeside(Connection connection, Connection tool)
      throws SQLException {
    var found = new ArrayList<>(journal(connection));
    found.addAll(untilGone(connection, List.of(connection, tool), Set.of(), OF_THE_JVM, PATIENCE));
    return found;
  }

  private static List<String> without(Set<String> meant, List<String> lines) {
    var rest = new ArrayList<>(lines);
    rest.removeIf(line -> meant.stream().anyMatch(name -> names(line, name)));
    return rest;
  }

  /** What is half done in the schema: INVALID, NOT VALID, half detached. */
  static List<String> objects(Connection connection) throws SQLException {
    var found = new ArrayList<String>();
    for (var query : WHAT_STAYS) {
      found.addAll(column(connection, query));
    }
    return found;
  }

  /** The rows of the journal. */
  static List<String> journal(Connection connection) throws SQLException {
    return column(connection, "SELECT pg_catalog.to_regclass('safeddl.journal')::text").get(0)
            == null
        ? List.of()
        : column(connection, "SELECT 'journal row ' || j::text FROM safeddl.journal j");
  }

  private static boolean names(String line, String name) {
    return List.of(line.split("[ .]", -1)).contains(name);
  }

  /**
   * What is left when the patience is at its end.
   *
   * @param once threads of which there may be one each
   */
  private static List<String> untilGone(
      Connection connection,
      List<Connection> open,
      Set<String> meant,
      Set<String> once,
      Duration patience)
      throws SQLException {
    var pids = new ArrayList<String>();
    for (Connection one : open) {
      pids.add(String.valueOf(one.unwrap(PGConnection.class).getBackendPID()));
    }
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      var found = without(meant, threads());
      once.forEach(name -> found.remove(THREAD + name));
      for (var query : WHAT_ENDS) {
        found.addAll(column(connection, query.replace(":open", String.join(",", pids))));
      }
      if (found.isEmpty() || System.nanoTime() > end) {
        return found;
      }
      pause();
    }
  }

  /** The threads of this JVM that are ours. */
  static List<String> threads() {
    var found = new ArrayList<String>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("safeddl-")) {
        found.add(THREAD + thread.getName());
      }
    }
    return found;
  }

  /**
   * Compares all settings of a tool's connection with those of one that has just been opened, in
   * the same database by the same user through plain pgjdbc.
   */
  public static void assertSettingsAreFresh(TestDatabase database, Connection tool)
      throws SQLException {
    try (var fresh = database.connect()) {
      Assertions.assertThat(differences(settings(fresh), settings(tool)))
          .as("settings of the session that differ from a fresh one's")
          .isEmpty();
    }
  }

  /** Names and values, for two moments of one connection to be compared. */
  public static Map<String, String> settings(Connection connection) throws SQLException {
    var all = new TreeMap<String, String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW ALL")) {
      while (rows.next()) {
        all.put(rows.getString(1), String.valueOf(rows.getString(2)));
      }
    }
    return all;
  }

  /** A line for each setting that differs; a library that is loaded brings settings of its own. */
  public static List<String> differences(Map<String, String> expected, Map<String, String> actual) {
    var lines = new ArrayList<String>();
    expected.forEach(
        (name, before) -> {
          var now = actual.getOrDefault(name, before);
          if (!before.equals(now)) {
            lines.add(name + " was " + before + " and is " + now);
          }
        });
    return lines;
  }

  private static List<String> column(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var all = new ArrayList<String>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
