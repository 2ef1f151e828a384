package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Twins whose other one is gone: somebody has dropped a constraint of the column that he knows, and
 * its twin refuses all the same what it has refused.
 */
final class Orphans {
  private static final String NAMED_LIKE_TWINS =
      AttachedReader.TREE
          + """
          , hold AS (
            SELECT a.attrelid, a.attnum FROM tree
              JOIN pg_catalog.pg_attribute a ON a.attrelid = tree.relid AND a.attname = ?)
          SELECT n.nspname, t.relname, o.conname, true
            FROM pg_catalog.pg_constraint o
            JOIN pg_catalog.pg_class t ON t.oid = o.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
           WHERE o.contype IN ('c', 'u', 'f', 'n') AND o.coninhcount = 0 AND o.conparentid = 0
             AND EXISTS (SELECT 1 FROM hold h
                          WHERE h.attrelid = o.conrelid AND h.attnum = ANY (o.conkey)
                             OR h.attrelid = o.confrelid AND h.attnum = ANY (o.confkey))
             AND pg_catalog.right(o.conname, 4) = ?
           UNION
          SELECT n.nspname, t.relname, i.relname, false
            FROM pg_catalog.pg_index x
            JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid AND NOT i.relispartition
            JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
           WHERE EXISTS (SELECT 1 FROM hold h
                          WHERE h.attrelid = x.indrelid
                            AND h.attnum = ANY (CAST(x.indkey AS int2[])))
             AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint o WHERE o.conindid = i.oid
                                AND o.contype IN ('p', 'u'))
             AND pg_catalog.right(i.relname, 4) = ?
           ORDER BY 1, 2, 3
          """;

  private Orphans() {}

  /** In words, with the statement that takes it away. */
  static List<String> of(Database database, Survey survey) throws SQLException {
    return database.read(
        () -> {
          var found = new ArrayList<String>();
          for (var change : survey.changes()) {
            found.addAll(of(database, survey, change));
          }
          return found.stream().distinct().toList();
        });
  }

  private static List<String> of(Database database, Survey survey, Change change)
      throws SQLException {
    var mirror = change.work().mirror();
    var column = survey.swapped() ? mirror.old() : mirror.to();
    var there = survey.target().column(column);
    if (there.isEmpty()) {
      return List.of();
    }
    var oid = survey.target().oid();
    var ending = survey.swapped() ? "_old" : "_new";
    var found =
        new ArrayList<>(
            database.rows(
                NAMED_LIKE_TWINS,
                row -> {
                  var table = new TableName(row.getString(1), row.getString(2));
                  var name = row.getString(3);
                  return isTwin(survey, table, name)
                      ? ""
                      : text(
                          Identifiers.quote(name) + " of " + table,
                          row.getBoolean(4)
                              ? table.alter() + "DROP CONSTRAINT " + Identifiers.quote(name)
                              : "DROP INDEX CONCURRENTLY " + table.sibling(name).toSql());
                },
                oid,
                oid,
                column,
                ending,
                ending));
    found.removeIf(String::isEmpty);
    var unnamed = NotNull.of(survey.target(), change).isEmpty() && there.get().notNull();
    if (unnamed && found.stream().noneMatch(it -> it.contains("not_null"))) {
      found.add(
          text(
              "the NOT NULL of " + Identifiers.quote(column),
              survey.target().name().alter()
                  + "ALTER COLUMN "
                  + Identifiers.quote(column)
                  + " DROP NOT NULL"));
    }
    return found;
  }

  private static String text(String what, String statement) {
    return what
        + " is the twin of something that the application's column has no more: "
        + statement;
  }

  private static boolean isTwin(Survey survey, TableName table, String name) {
    return survey.attached().stream()
            .filter(it -> it.table().equals(table))
            .anyMatch(it -> name.equals(survey.swapped() ? it.old() : it.twin()))
        || survey.changes().stream()
            .flatMap(it -> NotNull.of(survey.target(), it).stream())
            .anyMatch(it -> name.equals(survey.swapped() ? it.old() : it.twin()));
  }
}
