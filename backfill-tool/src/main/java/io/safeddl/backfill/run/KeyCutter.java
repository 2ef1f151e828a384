package io.safeddl.backfill.run;

import io.safeddl.backfill.state.Lease;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.walk.BatchSize;
import io.safeddl.backfill.walk.KeyOrder;
import io.safeddl.backfill.walk.Keys;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** In the order of the key, for tables whose heap gives no order. */
final class KeyCutter implements Cutter {
  private final Database database;
  private final BatchSize size;
  private final KeyOrder order;

  KeyCutter(Database database, BatchSize size, KeyOrder order) {
    this.database = database;
    this.size = size;
    this.order = order;
  }

  @Override
  public Window next(Lease lease) throws SQLException {
    var rest = new Keys(order, lease.nextKey(), lease.upToKey());
    var count = size.next();
    var upTo =
        database
            .read(
                () ->
                    database.optional(
                        rest.placeAfter(lease.name().toSql(), count),
                        row -> Arrays.asList((String[]) row.getArray(1).getArray())))
            .orElse(lease.upToKey());
    var piece = new Keys(order, lease.nextKey(), upTo);
    return new Window(List.of(piece), lease.at(upTo), count == 1);
  }

  @Override
  public List<SingleRow> rows(Lease lease, Window window) {
    return List.of(
        new SingleRow(
            window.pieces().get(0), "{" + String.join(",", window.after().nextKey()) + "}"));
  }

  @Override
  public void took(Window window, List<Batch.Done> done) {
    size.took(Batch.Done.average(done));
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
