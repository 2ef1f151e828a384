package io.safeddl.backfill.mirror;

import io.safeddl.backfill.target.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a mirror is not in force as it should be. */
public final class Drift {
  /**
   * Row triggers that fire before, for INSERT (4) or UPDATE (16): pg_trigger.h. Until 14 those that
   * partitions have from their table are called internal.
   */
  private static final String TRIGGERS =
      """
      SELECT t.tgname, t.tgenabled, t.tgtype, t.tgattr <> '',
             n.nspname, p.proname, p.prosrc,
             pg_catalog.obj_description(p.oid, 'pg_proc'), c.oid::pg_catalog.regclass::text,
             pg_catalog.substring(pg_catalog.pg_get_triggerdef(t.oid), ' FOR EACH ROW WHEN [(](.*)[)] EXECUTE ')
        FROM pg_catalog.pg_trigger t
        JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
        JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
       WHERE (c.oid = CAST(? AS regclass)
              OR c.oid IN (SELECT x.relid FROM pg_catalog.pg_partition_tree(CAST(? AS regclass)) x))
         AND t.tgtype & 3 = 3 AND t.tgtype & 20 <> 0
         AND (NOT t.tgisinternal OR t.tgparentid <> 0)
      """;

  /** Of {@code pg_trigger.tgtype}: BEFORE ROW INSERT OR UPDATE. */
  private static final int TYPE = 1 + 2 + 4 + 16;

  private Drift() {}

  private record Found(
      String name,
      String enabled,
      int type,
      boolean limited,
      String functionSchema,
      String function,
      String body,
      String comment,
      String table,
      @Nullable String condition) {
    static Found of(ResultSet row) throws SQLException {
      return new Found(
          row.getString(1),
          row.getString(2),
          row.getInt(3),
          row.getBoolean(4),
          row.getString(5),
          row.getString(6),
          row.getString(7),
          row.getString(8) == null ? "" : row.getString(8),
          row.getString(9),
          row.getString(10));
    }
  }

  /** Whether there is such a trigger on the table, in force or not. */
  public static boolean isThere(Database database, MirrorTrigger wanted) throws SQLException {
    var name = wanted.table().toSql();
    return database.read(() -> database.rows(TRIGGERS, Found::of, name, name)).stream()
        .anyMatch(it -> it.name().equals(wanted.name()) && it.table().equals(name));
  }

  /** In words, one for each difference; empty where the mirror is in force. */
  public static List<String> of(Database database, MirrorTrigger wanted) throws SQLException {
    var name = wanted.table().toSql();
    var found = database.read(() -> database.rows(TRIGGERS, Found::of, name, name));
    var differences = new ArrayList<String>();
    var ours = found.stream().filter(it -> it.name().equals(wanted.name())).toList();
    if (ours.stream().noneMatch(it -> it.table().equals(name))) {
      return List.of("there is no trigger " + wanted.name() + " on " + name);
    }
    var condition = database.read(() -> wanted.condition().asToldBy(database));
    for (var trigger : ours) {
      differences.addAll(differences(trigger, wanted, condition));
    }
    // The names are compared byte by byte, as the server does it.
    found.stream()
        .filter(it -> it.name().compareTo(wanted.name()) > 0)
        .filter(it -> !it.name().startsWith(MirrorTrigger.PREFIX))
        .forEach(
            it ->
                differences.add(
                    "the trigger "
                        + it.name()
                        + " on "
                        + it.table()
                        + " fires after "
                        + wanted.name()
                        + " and could change what it has mirrored"));
    return differences;
  }

  private static List<String> differences(
      Found trigger, MirrorTrigger wanted, Optional<String> condition) {
    var differences = new ArrayList<String>();
    var where = "the trigger " + trigger.name() + " on " + trigger.table();
    if (!trigger.enabled().equals("A")) {
      differences.add(
          where + (trigger.enabled().equals("D") ? " is disabled" : " is not enabled ALWAYS"));
    }
    if (trigger.type() != TYPE
        || trigger.limited()
        || !condition.equals(Optional.ofNullable(trigger.condition()))) {
      differences.add(where + " does not fire before every INSERT and UPDATE of a row");
    }
    var function = wanted.function();
    if (!trigger.functionSchema().equals(function.schema())
        || !trigger.function().equals(function.name())) {
      differences.add(where + " calls another function than " + function.toSql());
    } else if (!trigger.body().equals(wanted.body())) {
      differences.add(
          trigger.comment().endsWith(MirrorTrigger.fingerprint(trigger.body()))
              ? "the function " + function.toSql() + " is that of another spec or phase"
              : "somebody has changed the function " + function.toSql());
    } else if (!trigger.comment().equals(wanted.comment())) {
      differences.add("the comment of the function " + function.toSql() + " is not ours");
    }
    return differences;
  }
}
