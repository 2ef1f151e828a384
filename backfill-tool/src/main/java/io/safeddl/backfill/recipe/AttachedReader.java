package io.safeddl.backfill.recipe;

import io.safeddl.backfill.recipe.Attached.Kind;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what holds some columns, and writes it anew for others. */
final class AttachedReader {
  private static final String INDEXES =
      """
      SELECT DISTINCT i.relname, x.indisunique, pg_catalog.pg_get_indexdef(i.oid)
        FROM pg_catalog.pg_index x
        JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
        JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attname = ANY (CAST(? AS text[]))
       WHERE x.indrelid = CAST(? AS oid) AND x.indisvalid
         AND (a.attnum = ANY (CAST(x.indkey AS int2[]))
              OR EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                            AND d.objid = i.oid AND d.refobjid = x.indrelid
                            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                            AND d.refobjsubid = a.attnum))
         AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint o WHERE o.conindid = i.oid
                            AND o.contype IN ('p', 'u', 'x'))
       ORDER BY i.relname
      """;

  private static final String CONSTRAINTS =
      """
      SELECT DISTINCT o.conname, o.contype,
             CASE o.contype WHEN 'u' THEN pg_catalog.pg_get_indexdef(o.conindid)
               ELSE pg_catalog.pg_get_constraintdef(o.oid) END,
             o.convalidated,
             CASE WHEN o.condeferrable THEN 'DEFERRABLE' ELSE '' END
               || CASE WHEN o.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END,
             n.nspname, r.relname
        FROM pg_catalog.pg_constraint o
        LEFT JOIN pg_catalog.pg_class r ON r.oid = o.confrelid
        LEFT JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = o.conrelid AND a.attname = ANY (CAST(? AS text[]))
       WHERE o.conrelid = CAST(? AS oid) AND a.attnum = ANY (o.conkey)
         AND o.contype IN ('u', 'c', 'f')
       ORDER BY o.conname
      """;

  private static final String NOT_VALID = " NOT VALID";

  private AttachedReader() {}

  /**
   * What holds any of some columns.
   *
   * @param columns the columns, and those that the twins hold in their place
   */
  static List<Attached> read(
      Database database, TableName table, long oid, Map<String, String> columns)
      throws SQLException {
    var names = columns.keySet().toArray(String[]::new);
    return database.read(
        () -> {
          var attached = new ArrayList<Attached>();
          attached.addAll(
              database.rows(
                  INDEXES,
                  row ->
                      new Attached(
                          row.getBoolean(2) ? Kind.UNIQUE_INDEX : Kind.INDEX,
                          table,
                          row.getString(1),
                          Renaming.of(using(row.getString(3)), columns),
                          "",
                          true,
                          Optional.empty()),
                  names,
                  oid));
          attached.addAll(
              database.rows(
                  CONSTRAINTS,
                  row -> {
                    var kind =
                        switch (row.getString(2)) {
                          case "u" -> Kind.UNIQUE;
                          case "c" -> Kind.CHECK;
                          default -> Kind.FOREIGN_KEY;
                        };
                    var text = row.getString(3);
                    return new Attached(
                        kind,
                        table,
                        row.getString(1),
                        definition(kind, text, columns),
                        row.getString(5),
                        row.getBoolean(4),
                        kind == Kind.FOREIGN_KEY
                            ? Optional.of(new TableName(row.getString(6), row.getString(7)))
                            : Optional.empty());
                  },
                  names,
                  oid));
          return attached;
        });
  }

  private static String definition(Kind kind, String text, Map<String, String> columns) {
    return switch (kind) {
      case UNIQUE -> Renaming.of(using(text), columns);
      case FOREIGN_KEY -> {
        // What stands from REFERENCES to ON are the other table's names.
        var whole = text.endsWith(NOT_VALID) ? cut(text) : text;
        var tokens = Script.parse(whole).statements().get(0).tokens();
        var there = start(tokens, "references", whole.length());
        var on = start(tokens, "on", whole.length());
        yield Renaming.of(whole.substring(0, there), columns)
            + whole.substring(there, on)
            + Renaming.of(whole.substring(on), columns);
      }
      default -> Renaming.of(text.endsWith(NOT_VALID) ? cut(text) : text, columns);
    };
  }

  private static String cut(String text) {
    return text.substring(0, text.length() - NOT_VALID.length());
  }

  /** An index behind its names: they may hold any word. */
  private static String using(String definition) {
    var tokens = Script.parse(definition).statements().get(0).tokens();
    return definition.substring(start(tokens, "using", definition.length()));
  }

  private static int start(List<Token> tokens, String word, int otherwise) {
    return tokens.stream()
        .filter(token -> token.is(word))
        .findFirst()
        .map(Token::start)
        .orElse(otherwise);
  }
}
