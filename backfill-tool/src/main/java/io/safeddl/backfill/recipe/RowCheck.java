package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Leaf;
import io.safeddl.backfill.target.Target;
import io.safeddl.backfill.target.TargetReader;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads every row and counts those of which a condition is true.
 *
 * <p>Each window of blocks is read with a snapshot of its own, so no snapshot is old. A row that is
 * written meanwhile and moves behind us is not missed: it has gone through the trigger. The leaves
 * are listed again at the end, since a partition that was attached holds rows that have not.
 */
final class RowCheck {
  /** 32 MB of heap at a time. */
  private static final long WINDOW = 4096;

  private final Database database;
  private final Target target;
  private final String condition;
  private final int most;
  private final List<String> keys = new ArrayList<>();
  private long found;

  private RowCheck(Database database, Target target, String condition, int most) {
    this.database = database;
    this.target = target;
    this.condition = condition;
    this.most = most;
  }

  /**
   * What was found.
   *
   * @param rows how many
   * @param keys of the first ones, {@code id = 7}, or where they are in the heap
   */
  record Result(long rows, List<String> keys) {
    Result {
      keys = List.copyOf(keys);
    }
  }

  /**
   * All rows.
   *
   * @param most of how many the key is told
   */
  static Result all(Database database, Target target, String condition, int most)
      throws SQLException {
    return new RowCheck(database, target, condition, most).run(false);
  }

  /** True where there is one at least. */
  static Result first(Database database, Target target, String condition) throws SQLException {
    return new RowCheck(database, target, condition, 1).run(true);
  }

  private Result run(boolean first) throws SQLException {
    var seen = new ArrayList<Long>();
    var leaves = TargetReader.leaves(database, target.oid());
    while (!leaves.isEmpty()) {
      for (var leaf : leaves) {
        seen.add(leaf.oid());
        leaf(leaf, first);
        if (first && found > 0) {
          return new Result(found, keys);
        }
      }
      leaves =
          TargetReader.leaves(database, target.oid()).stream()
              .filter(leaf -> !seen.contains(leaf.oid()))
              .toList();
    }
    return new Result(found, keys);
  }

  /**
   * A leaf is read up to the end that it had: what is behind it is newer. VACUUM FULL and CLUSTER
   * move the rows, so then it is read again.
   */
  private void leaf(Leaf start, boolean first) throws SQLException {
    var before = found;
    var keysBefore = List.copyOf(keys);
    var leaf = Optional.of(start);
    while (leaf.isPresent()) {
      var now = leaf.get();
      found = before;
      keys.clear();
      keys.addAll(keysBefore);
      for (long block = 0; block < now.blocks() && !(first && found > 0); block += WINDOW) {
        window(now, block);
      }
      leaf =
          TargetReader.leaves(database, target.oid()).stream()
              .filter(it -> it.oid() == now.oid() && it.filenode() != now.filenode())
              .findFirst();
    }
  }

  private void window(Leaf leaf, long block) throws SQLException {
    var where =
        " FROM ONLY "
            + leaf.name().toSql()
            + " WHERE ctid >= '("
            + block
            + ",0)' AND ctid < '("
            + (block + WINDOW)
            + ",0)' AND "
            + condition;
    long here = rows("SELECT pg_catalog.count(*)" + where, row -> row.getLong(1)).get(0);
    found += here;
    if (here > 0 && keys.size() < most) {
      var select = "SELECT " + key() + where + " LIMIT " + (most - keys.size());
      keys.addAll(rows(select, row -> row.getString(1)));
    }
  }

  private <T> List<T> rows(String sql, Database.Row<T> reader) throws SQLException {
    return database.read(() -> database.plainRows(sql, reader));
  }

  /** {@code id = 7}; the place in the heap where there is no key. */
  private String key() {
    return target
        .key()
        .map(
            key ->
                key.columns().stream()
                    .map(
                        column ->
                            Database.literal(Identifiers.quote(column.name()) + " = ")
                                + " || CAST("
                                + Identifiers.quote(column.name())
                                + " AS text)")
                    .collect(Collectors.joining(" || ', ' || ")))
        .orElse(
            "'ctid ' || CAST(ctid AS text) || ' of ' || CAST(CAST(tableoid AS regclass) AS text)");
  }
}
