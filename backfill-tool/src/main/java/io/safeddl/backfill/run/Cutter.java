package io.safeddl.backfill.run;

import io.safeddl.backfill.state.Lease;
import io.safeddl.backfill.walk.Piece;
import java.sql.SQLException;
import java.util.List;

/** Cuts what is left of a chunk into windows, as large as the last ones say. */
interface Cutter {
  /** The next window of a chunk that is not at its end. */
  Window next(Lease lease) throws SQLException;

  /** The rows of a window that cannot be made smaller, one by one. */
  List<SingleRow> rows(Lease lease, Window window) throws SQLException;

  /**
   * A window is done.
   *
   * @param done one for each of its pieces
   */
  void took(Window window, List<Batch.Done> done);

  /** A batch of it was not done in its time. */
  void tookTooLong();

  /** A row of it is in the way. */
  void halve();

  /**
   * A window.
   *
   * @param pieces to be written one after the other
   * @param after where the chunk is behind it
   * @param smallest it cannot be halved
   */
  record Window(List<Piece> pieces, Lease after, boolean smallest) {
    public Window {
      pieces = List.copyOf(pieces);
    }
  }

  /** A row, and how people would name it. */
  record SingleRow(Piece piece, String name) {}
}
