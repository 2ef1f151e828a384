package io.safeddl.backfill.run;

import io.safeddl.backfill.state.ChunkTable;
import io.safeddl.backfill.state.Lease;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.RowWork;
import io.safeddl.backfill.walk.Piece;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A batch: the rows and the progress in one transaction. So no progress is ever ahead of its rows,
 * whatever dies in between, and a commit need not wait for the disk.
 *
 * <p>It never lets the application lose a deadlock: it waits for locks for a part of {@code
 * deadlock_timeout} only, and it is over before whoever waits for it looks for a deadlock.
 */
final class OneTransaction implements Batch {
  private final Database database;
  private final ChunkTable chunks;
  private final RowWork work;
  private final long worker;
  private final Duration lockTimeout;
  private final TriggersPath path;

  OneTransaction(
      Database database, ChunkTable chunks, RowWork work, long worker, Duration lockTimeout) {
    this.database = database;
    this.chunks = chunks;
    this.work = work;
    this.worker = worker;
    this.lockTimeout = lockTimeout;
    this.path = new TriggersPath(database);
  }

  @Override
  public Done run(Lease lease, Piece piece, Lease after, int skipped, Duration limit)
      throws SQLException {
    var begin = System.nanoTime();
    // With each message to the server the rows are held a little longer: limits and batch are one
    // each.
    return database.inTransaction(
        limits(limit),
        () -> {
          var written = write(lease, piece);
          var rows = written.rows();
          var progress =
              chunks
                  .checkpoint(after, worker, rows, written.hotBefore(), skipped)
                  .orElseThrow(() -> new LeaseLostException(lease));
          var took = Duration.ofNanos(System.nanoTime() - begin);
          return new Done(rows, progress.hot(), progress.wanted(), took);
        });
  }

  /** Without parameters: a question mark in the user's expressions is an operator. */
  private Written write(Lease lease, Piece piece) throws SQLException {
    try (var statement = database.connection().createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(
          ChunkTable.hot(lease)
              + "; "
              + path.around(lease, piece.update(lease.name().toSql(), work))
              + "; SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL search_path TO ''");
      var hot = number(statement);
      var rows = statement.getMoreResults() ? number(statement) : statement.getLargeUpdateCount();
      return new Written(hot, rows);
    }
  }

  private static long number(Statement statement) throws SQLException {
    try (var row = statement.getResultSet()) {
      row.next();
      return row.getLong(1);
    }
  }

  private record Written(long hotBefore, long rows) {}

  /**
   * In a message of their own: a statement's time runs from the begin of the message that it is in.
   */
  private String limits(Duration statement) {
    return "SET LOCAL lock_timeout = "
        + lockTimeout.toMillis()
        + "; SET LOCAL statement_timeout = "
        + statement.toMillis();
  }
}
