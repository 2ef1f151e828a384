package io.safeddl.crash;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts a few rows into the empty tables of a history, the same each time. A table whose constraints
 * do not let such rows in stays empty.
 */
final class Rows {
  private static final String EMPTY_TABLES =
      """
      SELECT c.oid::regclass::text
        FROM pg_catalog.pg_class c
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
         AND c.relname NOT IN
             ('flyway_schema_history', 'databasechangelog', 'databasechangeloglock')
       ORDER BY c.relname COLLATE "C"
      """;

  /** A value for each column that can be written, with the row's number as {@code i}. */
  private static final String VALUES =
      """
      SELECT pg_catalog.quote_ident(a.attname),
             CASE
               WHEN f.parent IS NOT NULL THEN pg_catalog.format(
                 '(SELECT p.%I FROM %s p ORDER BY p::text OFFSET i - 1 LIMIT 1)',
                 f.parent_column, f.parent)
               WHEN t.typcategory = 'S' AND a.atttypmod > 4
                 THEN pg_catalog.format('right(''value '' || i, %s)', a.atttypmod - 4)
               WHEN t.typcategory = 'S' THEN '''value '' || i'
               WHEN t.typcategory = 'N' THEN 'i'
               WHEN t.typcategory = 'B' THEN 'true'
               WHEN t.typname IN ('timestamp', 'timestamptz', 'date')
                 THEN '''2020-01-01''::date + i'
               WHEN t.typname = 'bytea' THEN '''\\x00''::bytea'
               WHEN t.typname = 'uuid' THEN 'md5(i::text)::uuid'
               WHEN t.typname IN ('json', 'jsonb') THEN '''{}'''
               ELSE 'NULL'
             END
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN LATERAL (
             SELECT c.confrelid::regclass::text AS parent, pa.attname AS parent_column
               FROM pg_catalog.pg_constraint c,
                    unnest(c.conkey, c.confkey) k (child, parent),
                    pg_catalog.pg_attribute pa
              WHERE c.contype = 'f' AND c.conrelid = a.attrelid AND k.child = a.attnum
                AND pa.attrelid = c.confrelid AND pa.attnum = k.parent
              ORDER BY c.conname COLLATE "C" LIMIT 1) f ON true
       WHERE a.attrelid = '%s'::regclass AND a.attnum > 0 AND NOT a.attisdropped
         AND a.attgenerated = '' AND a.attidentity = ''
       ORDER BY a.attnum
      """;

  private Rows() {}

  /** Fills what is empty, parents before children, and leaves out what is named. */
  static void fill(Connection connection, Set<String> except) throws SQLException {
    Set<String> filled = new HashSet<>();
    int before;
    do {
      before = filled.size();
      for (var table : Arena.column(connection, EMPTY_TABLES)) {
        if (!filled.contains(table) && !except.contains(table) && isFilled(connection, table)) {
          filled.add(table);
        }
      }
    } while (filled.size() > before);
  }

  private static boolean isFilled(Connection connection, String table) throws SQLException {
    if (!Arena.column(connection, "SELECT 1 FROM " + table + " LIMIT 1").isEmpty()) {
      return true;
    }
    List<String> columns = new ArrayList<>();
    List<String> values = new ArrayList<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(VALUES.replace("%s'::regclass", table + "'::regclass"))) {
      while (rows.next()) {
        columns.add(rows.getString(1));
        values.add(rows.getString(2));
      }
    }
    try {
      Arena.run(
          connection,
          "INSERT INTO %s (%s) SELECT %s FROM generate_series(1, 5) i"
              .formatted(table, String.join(", ", columns), String.join(", ", values)));
      return true;
    } catch (SQLException e) {
      return false; // It stays empty, or is tried again when its parents have rows.
    }
  }
}
