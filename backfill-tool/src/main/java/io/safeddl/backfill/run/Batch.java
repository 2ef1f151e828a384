package io.safeddl.backfill.run;

import io.safeddl.backfill.state.Lease;
import io.safeddl.backfill.state.Wanted;
import io.safeddl.backfill.walk.Piece;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Writes a piece of a chunk. */
interface Batch {
  /**
   * Writes it, and where the chunk is with that, in one transaction.
   *
   * @param after where the chunk is then
   * @param skipped how many rows of it are left to the sweep
   * @param limit the longest that its statement may take
   * @throws LeaseLostException where the chunk is not ours any more; nothing is written then
   */
  Done run(Lease lease, Piece piece, Lease after, int skipped, Duration limit) throws SQLException;

  /**
   * It is written.
   *
   * @param rows that were updated
   * @param hot how many of them in place
   * @param wanted what the user wants of the job
   */
  record Done(long rows, long hot, Wanted wanted, Duration took) {
    /**
     * How long one of them took on the average. The longest says nothing where the machine is busy:
     * of some dozens one always had to wait for the processor.
     */
    static Duration average(List<Done> done) {
      return done.stream()
          .map(Done::took)
          .reduce(Duration.ZERO, Duration::plus)
          .dividedBy(Math.max(1, done.size()));
    }
  }
}
