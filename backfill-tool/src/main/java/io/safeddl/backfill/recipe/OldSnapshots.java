package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Transactions whose snapshot is older than the end of the fill. They see rows as they were before
 * it: without a value in the new column, and behind the cutover that is the one they read. A lock
 * on the table does not stop them where they have not touched it yet. So they are waited for, as
 * CREATE INDEX CONCURRENTLY does (manual, "Building Indexes Concurrently"): those that there are at
 * first, since later ones begin with later snapshots.
 */
final class OldSnapshots {
  /** How long a migration waits; the command has an option. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String XIDS = "4294967296";

  private final Database database;
  private final Optional<Long> horizon;

  /**
   * Those of this server.
   *
   * @param horizon a full transaction id, or none for this moment: whoever sees all before it is
   *     not old
   */
  OldSnapshots(Database database, Optional<Long> horizon) {
    this.database = database;
    this.horizon = horizon;
  }

  private record Open(String transaction, String who) {}

  /**
   * A query of them: their virtual transaction ids, and who it is. Where this role may not see what
   * a session does, each transaction of it counts. VACUUM reads no values, nor does the transaction
   * in which the migration tool itself holds its lock (Flyway); what has come by replication (a
   * horizon of another server) counts as this moment.
   *
   * @param horizon an expression that may be null
   */
  static String query(String horizon) {
    var now =
        "CAST(CAST(pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot()) AS text) AS bigint)";
    return """
        SELECT l.virtualtransaction AS transaction,
               'process ' || a.pid || ' (' || COALESCE(NULLIF(a.application_name, ''), 'no name')
                 || COALESCE(', ' || a.usename, '') || ')'
                 || COALESCE(', since ' || CAST(a.xact_start AS timestamptz(0)),
                             ', of which only a member of pg_read_all_stats sees since when')
                 AS who
          FROM (SELECT n.xid AS now, least(COALESCE(:horizon, n.xid), n.xid) AS xid
                  FROM (SELECT :now AS xid) AS n) AS h
          JOIN pg_catalog.pg_stat_activity a ON a.datname = pg_catalog.current_database()
          JOIN pg_catalog.pg_locks l ON l.pid = a.pid AND l.locktype = 'virtualxid' AND l.granted
                                    AND l.virtualxid = l.virtualtransaction
         WHERE a.pid <> pg_catalog.pg_backend_pid() AND a.usesysid IS NOT NULL
           AND COALESCE(a.backend_type, '') <> 'autovacuum worker'
           AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_vacuum v WHERE v.pid = a.pid)
           AND NOT (a.usename = current_user AND a.state = 'idle in transaction'
                    AND a.application_name = pg_catalog.current_setting('application_name')
                    AND EXISTS (SELECT 1 FROM pg_catalog.pg_locks k
                                 WHERE k.pid = a.pid AND k.locktype = 'advisory'))
           AND (a.backend_type IS NULL
                OR h.now - h.xid < :half AND :older)"""
        .replace(":horizon", "CAST(" + horizon + " AS bigint)")
        .replace(":now", now)
        .replace(":half", XIDS + " / 2")
        .replace(":older", older("h.xid"));
  }

  /**
   * Waits until they are over.
   *
   * @param say hears for whom
   * @throws RecipeException where they are not by then
   */
  void await(Duration patience, Consumer<String> say) throws SQLException {
    var first = open(database, "");
    var left = first;
    var until = System.nanoTime() + patience.toNanos();
    if (!first.isEmpty()) {
      say.accept(
          "Waits for transactions that began before the rows were filled: "
              + first.stream().map(Open::who).collect(Collectors.joining("; ")));
    }
    while (!left.isEmpty()) {
      if (System.nanoTime() - until > 0) {
        throw new RecipeException(
            "the cutover must wait:"
                + Names.lines(left.stream().map(Open::who).toList())
                + "\nA transaction that began before the rows were filled would read NULL in the"
                + " new column. It was waited for "
                + patience.toSeconds()
                + " s, and nothing was done. Run it again when it has ended");
      }
      // On the server, where it can be cancelled.
      database.read(() -> database.row("SELECT pg_catalog.pg_sleep(0.2)", row -> true));
      var now = open(database, "");
      left = left.stream().filter(it -> contains(now, it)).toList();
    }
  }

  private static boolean contains(List<Open> all, Open one) {
    return all.stream().anyMatch(it -> it.transaction().equals(one.transaction()));
  }

  /**
   * Makes sure that none has come after all: a transaction can take over the snapshot of another
   * one (SET TRANSACTION SNAPSHOT). A snapshot of its own would begin where those begin now.
   *
   * @param behind the session that holds the lock
   * @throws RecipeException where one has
   */
  void check(Database behind) throws SQLException {
    behind.row("SELECT true FROM pg_catalog.pg_stat_clear_snapshot()", row -> true);
    var imported =
        open(
            behind,
            " AND "
                + older(
                    "CAST(CAST(pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot()) AS"
                        + " text) AS bigint)"));
    if (!imported.isEmpty()) {
      throw new RecipeException(
          "the cutover must wait: somebody has come with a snapshot that is older than the fill:"
              + Names.lines(imported.stream().map(Open::who).toList())
              + "\nNothing was done; run it again");
    }
  }

  private List<Open> open(Database session, String and) throws SQLException {
    var sql =
        query(horizon.map(String::valueOf).orElse("NULL")) + and + " ORDER BY a.xact_start, a.pid";
    return session.read(
        () -> session.plainRows(sql, row -> new Open(row.getString(1), row.getString(2))));
  }

  /** Whether a snapshot begins before a full transaction id that is not 2^31 away. */
  private static String older(String xid) {
    return "(CAST(CAST(a.backend_xmin AS text) AS bigint) - :xid % :all + :all) % :all >= :all / 2"
        .replace(":xid", xid)
        .replace(":all", XIDS);
  }
}
