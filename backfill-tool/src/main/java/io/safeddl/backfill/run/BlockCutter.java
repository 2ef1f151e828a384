package io.safeddl.backfill.run;

import io.safeddl.backfill.state.Lease;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.walk.BatchSize;
import io.safeddl.backfill.walk.Blocks;
import io.safeddl.backfill.walk.KeyOrder;
import io.safeddl.backfill.walk.Piece;
import io.safeddl.backfill.walk.Row;
import io.safeddl.backfill.walk.Stripes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * In the order of the heap, in stripes where many rows want the work.
 *
 * <p>A pass can only use the room of the one before when nobody's snapshot is older than that, and
 * the batch of another worker holds one for as long as it runs. So a window is several lanes where
 * others are at work, whose stripes take turns: between two of the same lane lie some batches.
 */
final class BlockCutter implements Cutter {
  /** Two workers reach the share of HOT updates with four that one alone reaches without. */
  private static final int LANES = 4;

  private final Database database;
  private final BatchSize size;
  private final long window;
  private final Stripes stripes;
  private final Optional<KeyOrder> key;

  /**
   * Cuts by the size.
   *
   * @param window the most blocks of all lanes together
   */
  BlockCutter(
      Database database, BatchSize size, long window, Stripes stripes, Optional<KeyOrder> key) {
    this.database = database;
    this.size = size;
    this.window = window;
    this.stripes = stripes;
    this.key = key;
  }

  @Override
  public Window next(Lease lease) {
    var from = lease.nextBlock();
    var lanes = lease.alone() ? 1 : LANES;
    size.atMost(window / lanes);
    var lane = Math.min(size.next(), lease.endBlock() - from);
    // A sweep finds next to nothing: one look at each block is enough.
    var count = lease.fresh() && lane > 1 ? stripes.count() : 1;
    var to = Math.min(lease.endBlock(), from + lane * (count > 1 ? lanes : 1));
    var pieces = new ArrayList<Piece>();
    for (var stripe = 0; stripe < count; stripe++) {
      for (var begin = from; begin < to; begin += lane) {
        pieces.add(new Blocks(begin, Math.min(to, begin + lane), stripe, count, stripes.by()));
      }
    }
    return new Window(pieces, lease.at(to), to - from == 1);
  }

  @Override
  public List<SingleRow> rows(Lease lease, Window window) throws SQLException {
    var block = window.pieces().get(0);
    var name = key.map(KeyOrder::place).orElse("NULL::pg_catalog.text[]");
    var sql =
        "SELECT CAST(ctid AS pg_catalog.text), CAST("
            + name
            + " AS pg_catalog.text) FROM ONLY "
            + lease.name().toSql()
            + " WHERE "
            + block.condition();
    return database.read(
        () ->
            database.rows(
                sql,
                row -> {
                  var place = row.getString(1);
                  var known = row.getString(2);
                  return new SingleRow(new Row(place), known == null ? "ctid " + place : known);
                }));
  }

  @Override
  public void took(Window window, List<Batch.Done> done) {
    size.took(Batch.Done.average(done));
    if (window.after().fresh() && !window.smallest()) {
      stripes.seen(
          done.stream().mapToLong(Batch.Done::rows).sum(),
          done.stream().mapToLong(Batch.Done::hot).sum(),
          largest(window, done));
    }
  }

  private static long largest(Window window, List<Batch.Done> done) {
    var rows = new HashMap<Integer, Long>();
    for (var i = 0; i < done.size(); i++) {
      if (window.pieces().get(i) instanceof Blocks blocks) {
        rows.merge(blocks.stripe(), done.get(i).rows(), Long::sum);
      }
    }
    return rows.values().stream().mapToLong(it -> it).max().orElse(0);
  }

  @Override
  public void tookTooLong() {
    size.tookTooLong();
  }

  @Override
  public void halve() {
    size.halve();
  }
}
