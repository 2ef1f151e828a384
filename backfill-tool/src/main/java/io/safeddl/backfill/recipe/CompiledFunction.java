package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.List;

/**
 * A PL/pgSQL function that sessions may have compiled with the columns as they were.
 *
 * <p>A session keeps the plan of {@code NEW.n + 1} with the type that n had, and where it has
 * another one each call fails with 42804, for as long as the session lives: PL/pgSQL compiles a
 * function anew where its row in {@code pg_proc} is another one, and for no other reason. So the
 * phases that change what a column's name means write that row again, as it is.
 *
 * @param routine as it is named in a statement
 * @param definer its SECURITY, which is set to what it is
 * @param ofTrigger whether a trigger of the table calls it
 * @param ours whether it may be altered
 */
record CompiledFunction(String routine, boolean definer, boolean ofTrigger, boolean ours) {
  private static final String SQL =
      """
      SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname) || '('
               || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')',
             p.prosecdef, f.of_trigger,
             u.rolsuper OR pg_catalog.pg_has_role(u.oid, p.proowner, 'USAGE')
        FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_language l ON l.oid = p.prolang AND l.lanname = 'plpgsql'
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        JOIN pg_catalog.pg_roles u ON u.rolname = current_user,
             LATERAL (SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger t
                 WHERE t.tgfoid = p.oid AND t.tgname NOT LIKE 'zzz\\_safeddl\\_mirror\\_%'
                   AND (t.tgrelid = CAST(? AS oid)
                        OR t.tgrelid IN (SELECT r.relid
                             FROM pg_catalog.pg_partition_tree(CAST(? AS regclass)) r)))) f (of_trigger)
       WHERE f.of_trigger
          OR (p.proname NOT LIKE 'safeddl\\_mirror\\_%'
              AND pg_catalog.strpos(pg_catalog.lower(p.prosrc), pg_catalog.lower(?)) > 0
              AND EXISTS (SELECT 1 FROM pg_catalog.unnest(CAST(? AS text[])) c (name)
                   WHERE pg_catalog.strpos(
                           pg_catalog.lower(p.prosrc), pg_catalog.lower(c.name)) > 0)
              AND pg_catalog.left(n.nspname, 3) <> 'pg_')
       ORDER BY 1
      """;

  /**
   * Those that triggers of a table call, and those whose text names the table and a column.
   *
   * @param columns as the application knows them
   */
  static List<CompiledFunction> read(
      Database database, long table, TableName name, List<String> columns) throws SQLException {
    return database.read(
        () ->
            database.rows(
                SQL,
                row ->
                    new CompiledFunction(
                        row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4)),
                table,
                table,
                name.name(),
                columns.toArray(String[]::new)));
  }

  /** Changes nothing, but for the version of its row. */
  String touch() {
    return "ALTER ROUTINE " + routine + " SECURITY " + (definer ? "DEFINER" : "INVOKER");
  }
}
