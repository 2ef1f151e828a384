package io.safeddl.backfill.recipe;

import io.safeddl.backfill.target.Database;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a plan was written for, and what asks, before its cutover, whether it is still so. Its text
 * knows the indexes, the constraints and the default of that day: what has come since would stay
 * with the old column and go with it.
 *
 * @param known all that depends on the columns, as the server identifies it
 */
record PlanSince(Survey survey, List<String> known) {
  /** The same whatever the search path is. */
  private static final String IDENTITY = "i.type || ' ' || i.identity";

  PlanSince {
    known = List.copyOf(known);
  }

  /** What is there now. */
  static PlanSince of(Database database, Survey survey) throws SQLException {
    return new PlanSince(
        survey,
        database.read(() -> database.plainRows(things(survey, IDENTITY), row -> row.getString(1))));
  }

  /** Without our trigger, and those of partitions, which come and go with their whole. */
  private static String things(Survey survey, String what) {
    return """
        SELECT %s
                FROM pg_catalog.pg_depend d
                JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                LEFT JOIN pg_catalog.pg_constraint o ON o.oid = d.objid
                      AND d.classid = CAST('pg_catalog.pg_constraint' AS regclass)
               CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) i
               WHERE d.refclassid = CAST('pg_catalog.pg_class' AS regclass)
                 AND d.refobjid = CAST(%s AS regclass) AND a.attname IN (%s)
                 AND coalesce(o.conparentid, 0) = 0
                 AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_trigger g WHERE g.oid = d.objid
                      AND d.classid = CAST('pg_catalog.pg_trigger' AS regclass) AND g.tgname = %s)"""
        .formatted(
            what,
            Database.literal(survey.target().name().toSql()),
            survey.changes().stream()
                .map(it -> Database.literal(it.column().name()))
                .collect(Collectors.joining(", ")),
            Database.literal(survey.trigger().name()));
  }

  /** The statements of a block, with the variables {@code safeddl_missing} and {@code _path}. */
  String check() {
    var texts = new ArrayList<String>();
    texts.add(
        things(survey, "pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid)")
            + "\n         AND (d.classid IN (CAST('pg_catalog.pg_rewrite' AS regclass),"
            + " CAST('pg_catalog.pg_policy' AS regclass),\n"
            + "           CAST('pg_catalog.pg_trigger' AS regclass),"
            + " CAST('pg_catalog.pg_proc' AS regclass))\n           OR "
            + IDENTITY
            + " <> ALL (CAST(ARRAY["
            + list()
            + "] AS text[])))");
    survey.changes().forEach(change -> texts.add(column(change)));
    if (!survey.target().partitioned()) {
      texts.add(
          "SELECT 'the table ' || h.inhrelid::pg_catalog.regclass\n        FROM"
              + " pg_catalog.pg_inherits h WHERE h.inhparent = CAST("
              + table()
              + " AS regclass)");
    }
    return "  safeddl_path := pg_catalog.current_setting('search_path');\n"
        + "  PERFORM pg_catalog.set_config('search_path', '', true);\n"
        + "  SELECT pg_catalog.string_agg(DISTINCT m.name, ', ') INTO safeddl_missing FROM (\n      "
        + String.join("\n      UNION ALL\n      ", texts)
        + ") AS m(name);\n"
        + "  PERFORM pg_catalog.set_config('search_path', safeddl_path, true);\n"
        + "  IF safeddl_missing IS NOT NULL THEN\n"
        + "    RAISE EXCEPTION USING\n"
        + "      MESSAGE = 'SafeDDL: this would stay with the old column: ' || safeddl_missing,\n"
        + "      HINT = 'Drop it, migrate, and make it again behind this migration; or have the"
        + " migrations that are left written anew.';\n  END IF;\n"
        + gone();
  }

  /** Its twin would stay, and refuse what the column does not refuse any more. */
  private String gone() {
    if (known.isEmpty()) {
      return "";
    }
    return "  PERFORM pg_catalog.set_config('search_path', '', true);\n"
        + "  SELECT pg_catalog.string_agg(k.name, ', ') INTO safeddl_missing FROM"
        + " pg_catalog.unnest(CAST(ARRAY["
        + list()
        + "] AS text[])) AS k(name)\n   WHERE k.name <> ALL (ARRAY(\n      "
        + things(survey, IDENTITY)
        + "));\n"
        + "  PERFORM pg_catalog.set_config('search_path', safeddl_path, true);\n"
        + "  IF safeddl_missing IS NOT NULL THEN\n"
        + "    RAISE EXCEPTION USING\n"
        + "      MESSAGE = 'SafeDDL: the column has this no more, and the twin of it would stay: '"
        + " || safeddl_missing,\n"
        + "      HINT = 'Make it again, or drop the twin (`safeddl-backfill drift` has the"
        + " statement) and have the migrations that are left written anew.';\n  END IF;\n";
  }

  private String list() {
    return known.stream().map(Database::literal).collect(Collectors.joining(", "));
  }

  /** Its default and its NOT NULL are in the text of the cutover. */
  private String column(Change change) {
    var column = change.column();
    return "SELECT 'the default or NOT NULL of ' || "
        + Database.literal(Identifiers.quote(column.name()))
        + " || ', which is not what it was'\n        FROM pg_catalog.pg_attribute a\n"
        + "        LEFT JOIN pg_catalog.pg_attrdef e ON e.adrelid = a.attrelid AND e.adnum ="
        + " a.attnum\n       WHERE a.attrelid = CAST("
        + table()
        + " AS regclass) AND a.attname = "
        + Database.literal(column.name())
        + "\n         AND (a.attnotnull <> "
        + column.notNull()
        + " OR pg_catalog.pg_get_expr(e.adbin, e.adrelid) IS DISTINCT FROM "
        + expression(column.expression())
        + ")";
  }

  private static String expression(Optional<String> text) {
    return text.map(Database::literal).orElse("NULL");
  }

  private String table() {
    return Database.literal(survey.target().name().toSql());
  }
}
