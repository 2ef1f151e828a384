package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Leaf;
import io.safeddl.backfill.target.RowErrors;
import io.safeddl.backfill.target.RowSecurity;
import io.safeddl.backfill.target.Target;
import io.safeddl.backfill.target.TargetReader;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

  /** With more rows than that whose value cannot be computed, something else is wrong. */
  private static final int MOST_FAILING = 1000;

  private final Database database;
  private final Target target;
  private final String condition;
  private final int most;
  private final Reading reading;
  private final List<String> keys = new ArrayList<>();
  private long found;
  private int failing;

  private RowCheck(Database database, Target target, String condition, int most) {
    this(database, target, condition, most, new Reading(target.name()));
  }

  private RowCheck(Database database, Target target, String condition, int most, Reading reading) {
    this.reading = reading;
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

    boolean isEmpty() {
      return rows == 0;
    }

    /** Says how many there are, and which. */
    void tell(Consumer<String> say, String what) {
      say.accept(rows + " rows " + what + "; the first of them:");
      keys.forEach(key -> say.accept("  " + key));
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

  /** The same, with somebody who looks how far it has come. */
  static Result all(Database database, Target target, String condition, int most, Reading reading)
      throws SQLException {
    try {
      return new RowCheck(database, target, condition, most, reading).run(false);
    } finally {
      reading.over();
    }
  }

  /** All rows of some of its leaves, and no others. */
  static Result of(Database database, Target target, List<Leaf> leaves, String condition, int most)
      throws SQLException {
    var check = new RowCheck(database, target, condition, most);
    for (var leaf : leaves) {
      check.leaf(leaf, false);
    }
    return new Result(check.found, check.keys);
  }

  /** True where there is one at least. */
  static Result first(Database database, Target target, String condition) throws SQLException {
    return new RowCheck(database, target, condition, 1).run(true);
  }

  private Result run(boolean first) throws SQLException {
    var seen = new ArrayList<Long>();
    var leaves = TargetReader.leaves(database, target.oid());
    while (!leaves.isEmpty()) {
      reading.expect(leaves.stream().mapToLong(Leaf::blocks).sum());
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
        window(now, block, block + WINDOW);
        reading.read(Math.min(WINDOW, now.blocks() - block), found);
      }
      leaf =
          TargetReader.leaves(database, target.oid()).stream()
              .filter(it -> it.oid() == now.oid() && it.filenode() != now.filenode())
              .findFirst();
      leaf.ifPresent(it -> reading.expect(it.blocks()));
    }
  }

  /** A row that cannot be compared, because its value is an error, is one that is wrong. */
  private void window(Leaf leaf, long from, long to) throws SQLException {
    var where = where(leaf, from, to);
    try {
      long here =
          rows("SELECT pg_catalog.count(*)" + where + " AND " + condition, row -> row.getLong(1))
              .get(0);
      if (here > 0 && keys.size() < most) {
        var select =
            "SELECT " + key() + where + " AND " + condition + " LIMIT " + (most - keys.size());
        keys.addAll(rows(select, row -> row.getString(1)));
      }
      found += here;
    } catch (SQLException e) {
      if (!RowErrors.isOfARow(e)) {
        throw e;
      }
      if (to - from == 1) {
        oneByOne(leaf, where);
      } else {
        var middle = from + (to - from) / 2;
        window(leaf, from, middle);
        window(leaf, middle, to);
      }
    }
  }

  private void oneByOne(Leaf leaf, String where) throws SQLException {
    var places =
        rows(
            "SELECT CAST(ctid AS pg_catalog.text), " + key() + where,
            row -> List.of(row.getString(1), row.getString(2)));
    for (var place : places) {
      var one =
          " FROM ONLY "
              + leaf.name().toSql()
              + " WHERE ctid = "
              + Database.literal(place.get(0))
              + " AND "
              + condition;
      try {
        found(rows("SELECT pg_catalog.count(*)" + one, row -> row.getLong(1)).get(0), place.get(1));
      } catch (SQLException e) {
        failing++;
        if (!RowErrors.isOfARow(e) || failing > MOST_FAILING) {
          throw e;
        }
        found(1, place.get(1) + ": " + e.getMessage());
      }
    }
  }

  private void found(long rows, String key) {
    found += rows;
    if (rows > 0 && keys.size() < most) {
      keys.add(key);
    }
  }

  private static String where(Leaf leaf, long from, long to) {
    return " FROM ONLY "
        + leaf.name().toSql()
        + " WHERE ctid >= '("
        + from
        + ",0)' AND ctid < '("
        + to
        + ",0)'";
  }

  private <T> List<T> rows(String sql, Database.Row<T> reader) throws SQLException {
    return database.read(
        () -> {
          database.execute(RowSecurity.OFF);
          return database.plainRows(sql, reader);
        });
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
