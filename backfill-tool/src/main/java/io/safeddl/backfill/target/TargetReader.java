package io.safeddl.backfill.target;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.TargetColumn.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a table from the catalog. */
public final class TargetReader {
  private static final String TABLE =
      """
      SELECT c.oid, c.relkind = 'p', pg_catalog.pg_get_userbyid(c.relowner),
             CAST(pg_catalog.current_setting('server_version_num') AS int) / 10000
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = ? AND c.relname = ? AND c.relkind IN ('r', 'p')
         AND c.relpersistence <> 't'
      """;

  private static final String COLUMNS =
      """
      SELECT a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), t.typname,
             t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace, a.attnotnull,
             a.attgenerated, a.attidentity, pg_catalog.pg_get_expr(d.adbin, d.adrelid),
             CASE WHEN a.attcollation <> t.typcollation
               THEN CAST(CAST(a.attcollation AS regcollation) AS text) END
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE a.attrelid = CAST(? AS oid) AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY a.attnum
      """;

  /**
   * The primary key first, then the narrowest. From 18 on a NOT NULL may be NOT VALID, and the
   * column says that it is not null all the same (manual, ALTER TABLE).
   */
  private static final String KEY =
      """
      SELECT i.relname, x.indisprimary,
             ARRAY(SELECT CAST(k.n AS int) FROM pg_catalog.unnest(CAST(x.indkey AS int2[]))
                     WITH ORDINALITY k(n, o) WHERE k.o <= x.indnkeyatts ORDER BY k.o)
        FROM pg_catalog.pg_index x JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
       WHERE x.indrelid = CAST(? AS oid) AND x.indisunique AND x.indisvalid AND x.indimmediate
         AND x.indpred IS NULL AND x.indexprs IS NULL
         AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a
                          WHERE a.attrelid = x.indrelid AND NOT a.attnotnull
                            AND a.attnum = ANY ((CAST(x.indkey AS int2[]))[0:x.indnkeyatts - 1]))
         AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint o
                          WHERE o.conrelid = x.indrelid AND o.contype = 'n'
                            AND NOT o.convalidated
                            AND o.conkey[1] = ANY (CAST(x.indkey AS int2[])))
       ORDER BY x.indisprimary DESC, x.indnkeyatts, i.relname LIMIT 1
      """;

  private static final String LEAVES =
      """
      SELECT c.oid, n.nspname, c.relname, pg_catalog.pg_relation_filenode(c.oid),
             pg_catalog.pg_relation_size(c.oid)
               / CAST(pg_catalog.current_setting('block_size') AS int), c.reltuples
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r'
         AND c.oid IN (WITH RECURSIVE d(oid) AS (
                         SELECT CAST(? AS oid) UNION
                         SELECT h.inhrelid FROM pg_catalog.pg_inherits h
                           JOIN d ON h.inhparent = d.oid WHERE NOT h.inhdetachpending)
                       SELECT d.oid FROM d)
       ORDER BY c.oid
      """;

  /** Types of the server's own whose {@code =} tells any two values apart that differ at all. */
  private static final Set<String> EXACT =
      Set.of(
          "bool",
          "int2",
          "int4",
          "int8",
          "oid",
          "uuid",
          "date",
          "time",
          "timestamp",
          "timestamptz",
          "bytea");

  private TargetReader() {}

  /**
   * The table of that name; empty where there is none, or where it is a view or a temporary one.
   */
  public static Optional<Target> read(Database database, TableName name) throws SQLException {
    return database.read(
        () -> {
          var table =
              database.optional(
                  TABLE,
                  row ->
                      new Target(
                          row.getInt(4),
                          row.getLong(1),
                          name,
                          row.getBoolean(2),
                          row.getString(3),
                          List.of(),
                          Optional.empty(),
                          List.of()),
                  name.schema(),
                  name.name());
          return table.isEmpty() ? table : Optional.of(complete(database, table.get()));
        });
  }

  /**
   * The same, where it has to be there.
   *
   * @throws TargetException where it is not
   */
  public static Target require(Database database, TableName name) throws SQLException {
    return read(database, name)
        .orElseThrow(() -> new TargetException("there is no table " + name + " in this database"));
  }

  private static Target complete(Database database, Target table) throws SQLException {
    var columns = columns(database, table.oid());
    var key = database.optional(KEY, row -> key(row, columns), table.oid());
    return new Target(
        table.server(),
        table.oid(),
        table.name(),
        table.partitioned(),
        table.owner(),
        columns,
        key,
        leaves(database, table.oid()));
  }

  /** The columns of any table, in its order. */
  public static List<TargetColumn> columns(Database database, long table) throws SQLException {
    return database.rows(COLUMNS, TargetReader::column, table);
  }

  /** The tables that hold the rows now: partitions, and those that inherit, come and go. */
  public static List<Leaf> leaves(Database database, long table) throws SQLException {
    return database.read(
        () ->
            database.rows(
                LEAVES,
                row ->
                    new Leaf(
                        row.getLong(1),
                        new TableName(row.getString(2), row.getString(3)),
                        row.getLong(4),
                        row.getLong(5),
                        row.getDouble(6)),
                table));
  }

  private static TargetColumn column(ResultSet row) throws SQLException {
    var typeName = row.getString(4);
    return new TargetColumn(
        row.getInt(1),
        row.getString(2),
        row.getString(3),
        typeName,
        row.getBoolean(5) && EXACT.contains(typeName),
        row.getBoolean(6),
        kind(row.getString(7), row.getString(8)),
        Optional.ofNullable(row.getString(10)),
        Optional.ofNullable(row.getString(9)));
  }

  private static Kind kind(String generated, String identity) {
    return switch (generated + identity) {
      case "" -> Kind.PLAIN;
      case "s" -> Kind.STORED;
      case "v" -> Kind.VIRTUAL;
      case "a" -> Kind.IDENTITY_ALWAYS;
      case "d" -> Kind.IDENTITY_BY_DEFAULT;
      default -> throw new IllegalStateException("attgenerated, attidentity: " + generated);
    };
  }

  private static RowKey key(ResultSet row, List<TargetColumn> columns) throws SQLException {
    var numbers = (Integer[]) row.getArray(3).getArray();
    var inOrder =
        Arrays.stream(numbers)
            .map(n -> columns.stream().filter(c -> c.number() == n).findFirst().orElseThrow())
            .toList();
    return new RowKey(row.getString(1), row.getBoolean(2), inOrder);
  }
}
