package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.MirrorTrigger;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Leaf;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What tells whether the trigger was out of force for a while: the {@code xmin} of its rows in
 * {@code pg_trigger}, one for each partition, and of its function. Each ALTER TABLE that disables
 * or enables it, and each new function, writes such a row anew. VACUUM FREEZE leaves the number as
 * it is; a dump, a GRANT or another owner of the function changes it as well, and then the rows are
 * compared once more than they had to be.
 */
final class TriggerMark {
  private TriggerMark() {}

  /**
   * A query of the marks as they are: column {@code thing} says of what, {@code mark} is the thing
   * and the number.
   */
  static String query(MirrorTrigger trigger, boolean partitioned) {
    var table = "CAST(" + Database.literal(trigger.table().toSql()) + " AS regclass)";
    var relations =
        partitioned
            ? "IN (SELECT p.relid FROM pg_catalog.pg_partition_tree(" + table + ") AS p)"
            : "= " + table;
    return "SELECT DISTINCT v.thing, v.thing || ' ' || v.version AS mark"
        + "\n            FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc f ON f.oid = t.tgfoid"
        + "\n           CROSS JOIN LATERAL (VALUES ('table ' || t.tgrelid, CAST(t.xmin AS text)),"
        + " ('function ' || f.oid, CAST(f.xmin AS text))) AS v(thing, version)"
        + "\n           WHERE t.tgname = "
        + Database.literal(trigger.name())
        + " AND t.tgrelid "
        + relations;
  }

  /** The marks as they are. */
  static List<String> of(Database database, Survey survey) throws SQLException {
    var sql =
        "SELECT m.mark FROM ("
            + query(survey.trigger(), survey.target().partitioned())
            + ") AS m ORDER BY 1";
    return database.read(() -> database.plainRows(sql, row -> row.getString(1)));
  }

  /** Whether something that was there then is not what it was; new partitions do not matter. */
  static boolean changed(List<String> then, List<String> now) {
    return now.stream()
        .anyMatch(
            it ->
                !then.contains(it)
                    && then.stream().map(TriggerMark::thing).anyMatch(thing(it)::equals));
  }

  /** The marks as they are now, and of what is gone from there, such as detached, the last ones. */
  static List<String> kept(List<String> then, List<String> now) {
    var things = now.stream().map(TriggerMark::thing).collect(Collectors.toSet());
    return Stream.concat(now.stream(), then.stream().filter(mark -> !things.contains(thing(mark))))
        .toList();
  }

  /** Of these leaves those that have come since, and hold rows. */
  static List<Leaf> unknown(List<String> then, List<Leaf> leaves) {
    var known = then.stream().map(TriggerMark::thing).collect(Collectors.toSet());
    return leaves.stream()
        .filter(leaf -> leaf.blocks() > 0 && !known.contains("table " + leaf.oid()))
        .toList();
  }

  private static String thing(String mark) {
    return mark.substring(0, mark.lastIndexOf(' '));
  }
}
