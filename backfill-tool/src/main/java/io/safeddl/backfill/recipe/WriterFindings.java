package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import io.safeddl.sql.Token.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the roles that write the table may not use: the trigger computes the expressions with their
 * rights, and each of their writes would fail.
 */
final class WriterFindings {
  private static final String WRITERS =
      """
      SELECT pg_catalog.string_agg(pg_catalog.quote_ident(r.rolname), ', ' ORDER BY r.rolname)
        FROM pg_catalog.pg_roles r
       CROSS JOIN pg_catalog.pg_namespace n
       WHERE n.nspname = ? AND NOT r.rolsuper AND NOT pg_catalog.starts_with(r.rolname, 'pg_')
         AND (pg_catalog.has_table_privilege(r.oid, CAST(? AS oid), 'INSERT, UPDATE')
              OR pg_catalog.has_any_column_privilege(r.oid, CAST(? AS oid), 'INSERT, UPDATE'))
         AND (NOT pg_catalog.has_schema_privilege(r.oid, n.oid, 'USAGE')
              OR CAST(? AS bool) AND EXISTS (
                   SELECT 1 FROM pg_catalog.pg_proc p
                    WHERE p.pronamespace = n.oid AND p.proname = ?
                      AND NOT pg_catalog.has_function_privilege(r.oid, p.oid, 'EXECUTE')))
      HAVING pg_catalog.count(*) > 0
      """;

  private WriterFindings() {}

  static List<Finding> of(Database database, Survey survey) throws SQLException {
    var used = new LinkedHashMap<TableName, Boolean>();
    for (var work : survey.works()) {
      qualified(work.forward(), used);
      qualified(work.backward(), used);
    }
    var findings = new ArrayList<Finding>();
    var oid = survey.target().oid();
    for (var it : used.entrySet()) {
      var name = it.getKey();
      database
          .optional(
              WRITERS, row -> row.getString(1), name.schema(), oid, oid, it.getValue(), name.name())
          .ifPresent(
              roles ->
                  findings.add(
                      Finding.stop(
                          "the trigger uses "
                              + name.toSql()
                              + ", and these roles write the table but may not: "
                              + roles
                              + ". GRANT USAGE ON SCHEMA "
                              + Identifiers.quote(name.schema())
                              + (it.getValue() ? ", and EXECUTE on the function," : "")
                              + " to them")));
    }
    return findings;
  }

  /** Names with a schema before them; whether they are called. A column has none there. */
  private static void qualified(String expression, Map<TableName, Boolean> found) {
    for (var statement : Script.parse(expression).statements()) {
      var tokens = statement.tokens();
      for (var i = 0; i + 2 < tokens.size(); i++) {
        if (isName(tokens.get(i)) && tokens.get(i + 1).isSymbol(".") && isName(tokens.get(i + 2))) {
          var called = i + 3 < tokens.size() && tokens.get(i + 3).isSymbol("(");
          found.put(new TableName(tokens.get(i).value(), tokens.get(i + 2).value()), called);
        }
      }
    }
  }

  private static boolean isName(Token token) {
    return token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER;
  }
}
