package io.safeddl.backfill.mirror;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What is left of a mirror whose table is gone: a trigger goes with it, its function does not. */
public final class Remains {
  private static final String OURS =
      """
      SELECT 1 FROM pg_catalog.pg_proc p
       WHERE p.oid = pg_catalog.to_regprocedure(?)
         AND pg_catalog.starts_with(pg_catalog.obj_description(p.oid, 'pg_proc'), ?)
         AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger t WHERE t.tgfoid = p.oid)
      """;

  private Remains() {}

  /**
   * The function that no trigger calls any more.
   *
   * @param columns those that it wrote
   */
  public static Optional<TableName> function(
      Database database, TableName table, List<String> columns) throws SQLException {
    var name = MirrorTrigger.function(table, columns);
    return database.read(
        () -> database.optional(OURS, row -> name, name.toSql() + "()", MirrorTrigger.COMMENT));
  }

  /** What takes it away. */
  public static String drop(TableName function) {
    return "DROP FUNCTION IF EXISTS " + function.toSql() + "()";
  }
}
