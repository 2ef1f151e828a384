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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In the order of the heap, in stripes where many rows want the work. */
final class BlockCutter implements Cutter {
  private final Database database;
  private final BatchSize size;
  private final Stripes stripes;
  private final Optional<KeyOrder> key;

  BlockCutter(Database database, BatchSize size, Stripes stripes, Optional<KeyOrder> key) {
    this.database = database;
    this.size = size;
    this.stripes = stripes;
    this.key = key;
  }

  @Override
  public Window next(Lease lease) {
    var from = lease.nextBlock();
    var to = Math.min(lease.endBlock(), from + size.next());
    // A sweep finds next to nothing: one look at each block is enough.
    var count = lease.fresh() && to - from > 1 ? stripes.count() : 1;
    var pieces = new ArrayList<Piece>();
    for (var stripe = 0; stripe < count; stripe++) {
      pieces.add(new Blocks(from, to, stripe, count));
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
  public void took(Window window, long rows, long hot, Duration longest) {
    size.took(longest);
    if (window.after().fresh() && !window.smallest()) {
      stripes.seen(rows, hot);
    }
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
