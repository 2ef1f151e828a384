package io.safeddl.backfill.run;

import io.safeddl.backfill.state.ChunkTable;
import io.safeddl.backfill.state.Lease;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.RowWork;
import io.safeddl.backfill.walk.Piece;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A batch: the rows and the progress in one transaction. So no progress is ever ahead of its rows,
 * whatever dies in between, and a commit need not wait for the disk.
 *
 * <p>It never lets the application lose a deadlock: it waits for locks for a part of {@code
 * deadlock_timeout} only, and it is over before whoever waits for it looks for a deadlock.
 */
final class OneTransaction implements Batch {
  private static final String LIMITS =
      """
      SELECT pg_catalog.set_config('lock_timeout', ?, true),
             pg_catalog.set_config('statement_timeout', ?, true)
      """;

  private static final String SEARCH_PATH =
      "SELECT s.reset_val FROM pg_catalog.pg_settings s WHERE s.name = 'search_path'";

  private final Database database;
  private final ChunkTable chunks;
  private final RowWork work;
  private final long worker;
  private final Duration lockTimeout;
  private @Nullable String searchPath;

  OneTransaction(
      Database database, ChunkTable chunks, RowWork work, long worker, Duration lockTimeout) {
    this.database = database;
    this.chunks = chunks;
    this.work = work;
    this.worker = worker;
    this.lockTimeout = lockTimeout;
  }

  @Override
  public Done run(Lease lease, Piece piece, Lease after, int skipped, Duration limit)
      throws SQLException {
    var begin = System.nanoTime();
    return database.inTransaction(
        () -> {
          database.row(LIMITS, row -> true, millis(lockTimeout), millis(limit));
          var hot = chunks.hot(lease);
          var rows = write(piece.update(lease.name().toSql(), work));
          var progress =
              chunks
                  .checkpoint(after, worker, rows, hot, skipped)
                  .orElseThrow(() -> new LeaseLostException(lease));
          var took = Duration.ofNanos(System.nanoTime() - begin);
          return new Done(rows, progress.hot(), progress.wanted(), took);
        });
  }

  /**
   * Without parameters: a question mark in the user's expressions is an operator.
   *
   * <p>Names in our statement mean what they mean with nothing in the search path. The triggers of
   * the user's that it fires, deferred ones too, find what they find for every session of this
   * role: the path is set by a condition without columns, which is looked at once, behind the
   * planning and before the first row (a gating Result, "One-Time Filter").
   */
  private long write(String sql) throws SQLException {
    try (var statement = database.connection().createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(
          sql
              + " AND (SELECT pg_catalog.set_config('search_path', "
              + Database.literal(searchPath())
              + ", true)) IS NOT NULL; SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL search_path TO ''");
      return statement.getLargeUpdateCount();
    }
  }

  private String searchPath() throws SQLException {
    var path = searchPath;
    if (path == null) {
      path = database.row(SEARCH_PATH, row -> row.getString(1));
      searchPath = path;
    }
    return path;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
