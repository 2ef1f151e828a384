package io.safeddl.backfill.run;

import io.safeddl.backfill.state.ChunkTable;
import io.safeddl.backfill.state.Lease;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.walk.Piece;
import java.sql.SQLException;
import java.time.Duration;

/** A batch that is written in one of the wrong ways. */
final class MutantBatch implements Batch {
  private final Mutant mutant;
  private final Database database;
  private final ChunkTable chunks;
  private final long worker;
  private long begun;

  MutantBatch(Mutant mutant, Database database, ChunkTable chunks, long worker) {
    this.mutant = mutant;
    this.database = database;
    this.chunks = chunks;
    this.worker = worker;
  }

  @Override
  public Done run(Lease lease, Piece piece, Lease after, int skipped, Duration limit)
      throws SQLException {
    begun = System.nanoTime();
    return switch (mutant) {
      case CHECKPOINT_FIRST -> {
        var done = database.inTransaction(() -> checkpoint(lease, after, 0));
        database.inTransaction(
            () -> database.update("UPDATE public.t SET n_big = n WHERE " + piece.condition()));
        yield done;
      }
      case CURSOR_FROM_RETURNING -> fromReturning(lease, piece, after);
      default ->
          database.inTransaction(
              () -> {
                database.execute("SET LOCAL lock_timeout = '1s'");
                return checkpoint(lease, after, database.update(sql(piece)));
              });
    };
  }

  private String sql(Piece piece) {
    var pending = " WHERE " + piece.condition() + " AND n_big IS DISTINCT FROM n";
    return switch (mutant) {
      case VALUE_FROM_JOIN ->
          "UPDATE public.t SET n_big = s.n FROM (SELECT id, n FROM public.t"
              + pending
              + " AND n_big IS NULL) s WHERE t.id = s.id";
      case SKIP_LOCKED ->
          "UPDATE public.t SET n_big = n WHERE ctid = ANY (ARRAY(SELECT ctid FROM public.t"
              + pending
              + " FOR UPDATE SKIP LOCKED))";
      // What that snapshot saw was written down when it was taken.
      case OLD_SNAPSHOT ->
          "UPDATE public.t SET n_big = n WHERE "
              + piece.condition()
              + " AND id IN (SELECT id FROM public.known)";
      default -> throw new IllegalStateException(mutant + " is no batch");
    };
  }

  private Done fromReturning(Lease lease, Piece piece, Lease after) throws SQLException {
    var done =
        database.inTransaction(
            () -> {
              database.execute("SET LOCAL lock_timeout = '1s'");
              var rows =
                  database.update("UPDATE public.t SET n_big = n WHERE " + piece.condition());
              return checkpoint(lease, rows == 0 ? lease.at(lease.upToKey()) : after, rows);
            });
    if (done.rows() == 0) {
      throw new LeaseLostException(lease);
    }
    return done;
  }

  private Done checkpoint(Lease lease, Lease after, long rows) throws SQLException {
    var progress =
        chunks
            .checkpoint(after, worker, rows, 0, 0)
            .orElseThrow(() -> new LeaseLostException(lease));
    return new Done(rows, 0, progress.wanted(), Duration.ofNanos(System.nanoTime() - begun));
  }
}
