package io.safeddl.backfill.recipe;

import io.safeddl.backfill.recipe.Attached.Kind;
import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what holds some columns of a table and of its partitions. */
final class AttachedReader {
  /** The table, and what it is divided into. */
  static final String TREE =
      """
      WITH tree AS (
        SELECT CAST(? AS oid) AS relid, 0 AS level
        UNION
        SELECT CAST(p.relid AS oid), p.level
          FROM pg_catalog.pg_partition_tree(CAST(CAST(? AS oid) AS pg_catalog.regclass)) p)
      """;

  /** In the order in which they were made: a foreign key takes the first that serves it. */
  private static final String INDEXES =
      TREE
          + """
          SELECT n.nspname, t.relname, t.relkind = 'p', i.relname, x.indisunique,
                 coalesce(o.contype, ' '), pg_catalog.pg_get_indexdef(i.oid),
                 pg_catalog.pg_get_constraintdef(o.oid),
                 CASE WHEN o.condeferrable THEN 'DEFERRABLE' ELSE '' END
                   || CASE WHEN o.condeferred THEN ' INITIALLY DEFERRED' ELSE '' END,
                 (SELECT pn.nspname FROM pg_catalog.pg_namespace pn WHERE pn.oid = above.relnamespace),
                 above.relname, pg_catalog.obj_description(o.oid, 'pg_constraint'),
                 pg_catalog.obj_description(i.oid, 'pg_class'), x.indisclustered, x.indisreplident,
                 ARRAY(SELECT 'ALTER COLUMN ' || a.attnum || ' SET STATISTICS ' || a.attstattarget
                         FROM pg_catalog.pg_attribute a
                        WHERE a.attrelid = i.oid AND a.attstattarget >= 0 ORDER BY a.attnum),
             x.indexprs IS NULL AND x.indpred IS NULL
               AND pg_catalog.to_jsonb(x) ->> 'indnullsnotdistinct' = 'true',
             coalesce((SELECT pg_catalog.quote_ident(b.spcname) FROM pg_catalog.pg_tablespace b
                        WHERE b.oid = i.reltablespace), '')
            FROM tree
            JOIN pg_catalog.pg_class t ON t.oid = tree.relid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            JOIN pg_catalog.pg_index x ON x.indrelid = tree.relid
            JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
            LEFT JOIN pg_catalog.pg_constraint o ON o.conindid = i.oid AND o.conrelid = x.indrelid
                  AND o.contype IN ('p', 'u', 'x')
            LEFT JOIN pg_catalog.pg_inherits h ON h.inhrelid = i.oid
            LEFT JOIN pg_catalog.pg_class above ON above.oid = h.inhparent
           WHERE x.indisvalid AND o.contype IS DISTINCT FROM 'x'
             AND EXISTS (
               SELECT 1 FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = x.indrelid AND a.attname = ANY (CAST(? AS text[]))
                  AND (a.attnum = ANY (CAST(x.indkey AS int2[]))
                       OR EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                                   WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                     AND d.objid = i.oid AND d.refobjid = x.indrelid
                                     AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                     AND d.refobjsubid = a.attnum)))
           ORDER BY tree.level, i.oid
          """;

  /**
   * CHECKs, which the partitions have from their table, and foreign keys, which they have beside
   * it: theirs are built before it. Those that the server makes for the partitions of the table
   * that a foreign key points at are a part of it, and left out.
   */
  private static final String CONSTRAINTS =
      TREE
          + """
          SELECT n.nspname, t.relname, t.relkind = 'p', o.conname, o.contype = 'c', p.points,
                 o.conrelid IN (SELECT relid FROM tree), pg_catalog.pg_get_constraintdef(o.oid),
                 o.convalidated, rn.nspname, r.relname, un.nspname, u.conname,
                 pg_catalog.obj_description(o.oid, 'pg_constraint'),
             p.points OR o.confupdtype IN ('c', 'n', 'd') OR o.confdeltype IN ('n', 'd')
               OR (o.confmatchtype = 'f' AND pg_catalog.cardinality(o.conkey) > 1)
            FROM pg_catalog.pg_constraint o
            JOIN pg_catalog.pg_class t ON t.oid = o.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
            LEFT JOIN pg_catalog.pg_class r ON r.oid = o.confrelid
            LEFT JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
            LEFT JOIN pg_catalog.pg_constraint u ON u.oid = o.conparentid
            LEFT JOIN pg_catalog.pg_namespace un ON un.oid = u.connamespace
           CROSS JOIN LATERAL (
             SELECT o.confrelid = CAST(? AS oid) AND EXISTS (
                 SELECT 1 FROM pg_catalog.pg_attribute a
                  WHERE a.attrelid = o.confrelid AND a.attname = ANY (CAST(? AS text[]))
                    AND a.attnum = ANY (o.confkey)) AS points) p
           WHERE o.contype IN ('c', 'f') AND (o.contype = 'f' OR o.coninhcount = 0)
             AND (o.contype = 'f' OR o.conname NOT LIKE '%\\_fits\\_safeddl')
             AND (u.oid IS NULL OR (u.conrelid <> o.conrelid AND u.confrelid = o.confrelid))
             AND (p.points
                  OR (o.conrelid IN (SELECT relid FROM tree) AND EXISTS (
                        SELECT 1 FROM pg_catalog.pg_attribute a
                         WHERE a.attrelid = o.conrelid AND a.attname = ANY (CAST(? AS text[]))
                           AND a.attnum = ANY (o.conkey))))
           ORDER BY (SELECT count(*) FROM pg_catalog.pg_partition_ancestors(o.conrelid)) DESC,
                    n.nspname, t.relname, o.conname
          """;

  private static final String STATISTICS =
      TREE
          + """
          SELECT n.nspname, s.stxname, pg_catalog.pg_get_statisticsobjdef(s.oid),
                 pg_catalog.obj_description(s.oid, 'pg_statistic_ext'), s.stxstattarget,
                 tn.nspname, t.relname
            FROM tree
            JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = tree.relid
            JOIN pg_catalog.pg_namespace n ON n.oid = s.stxnamespace
            JOIN pg_catalog.pg_class t ON t.oid = tree.relid
            JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
           WHERE EXISTS (
               SELECT 1 FROM pg_catalog.pg_depend d
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                WHERE d.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass
                  AND d.objid = s.oid
                  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                  AND d.refobjid = s.stxrelid AND a.attname = ANY (CAST(? AS text[])))
           ORDER BY 1, 2
          """;

  private final Twins columns;

  private AttachedReader(Twins columns) {
    this.columns = columns;
  }

  /** What holds any of some columns, in the order in which the twins have to be built. */
  static List<Attached> read(Database database, long oid, Twins columns) throws SQLException {
    var reader = new AttachedReader(columns);
    var names = columns.names();
    return database.read(
        () -> {
          var attached = new ArrayList<Attached>();
          attached.addAll(database.rows(INDEXES, reader::index, oid, oid, names));
          attached.addAll(
              database.rows(CONSTRAINTS, reader::constraint, oid, oid, oid, names, names));
          attached.addAll(database.rows(STATISTICS, reader::statistics, oid, oid, names));
          return attached;
        });
  }

  private Attached index(ResultSet row) throws SQLException {
    var on = new TableName(row.getString(1), row.getString(2));
    var partitioned = row.getBoolean(3);
    var unique = row.getBoolean(5) ? Kind.UNIQUE_INDEX : Kind.INDEX;
    var kind =
        switch (row.getString(6)) {
          case "p" -> Kind.PRIMARY_KEY;
          case "u" -> Kind.UNIQUE;
          default -> unique;
        };
    var key = kind == Kind.PRIMARY_KEY || kind == Kind.UNIQUE;
    var text =
        key && partitioned
            ? ServerText.key(row.getString(8))
            : ServerText.index(row.getString(7), row.getString(18));
    // The primary key of a partitioned table is made when the columns have the names of it.
    var atTheSwap = kind == Kind.PRIMARY_KEY && partitioned;
    var indexComment = Optional.ofNullable(row.getString(13));
    return new Attached(
        kind,
        on.sibling(row.getString(4)),
        on,
        partitioned,
        name(row.getString(10), row.getString(11)),
        atTheSwap ? text : Renaming.of(text, columns.forward()),
        atTheSwap ? text : Renaming.of(text, columns.back()),
        row.getString(9),
        true,
        Optional.empty(),
        kind == Kind.PRIMARY_KEY || row.getBoolean(17),
        new Marks(
            key ? Optional.ofNullable(row.getString(12)) : indexComment,
            key ? indexComment : Optional.empty(),
            List.of((String[]) row.getArray(16).getArray()),
            row.getBoolean(14),
            row.getBoolean(15)));
  }

  private Attached constraint(ResultSet row) throws SQLException {
    var on = new TableName(row.getString(1), row.getString(2));
    var check = row.getBoolean(5);
    var points = row.getBoolean(6);
    var ours = row.getBoolean(7);
    var text = row.getString(8);
    return new Attached(
        check ? Kind.CHECK : points ? Kind.REFERENCE : Kind.FOREIGN_KEY,
        on.sibling(row.getString(4)),
        on,
        row.getBoolean(3),
        name(row.getString(12), row.getString(13)),
        constraint(text, check, ours, points, columns.forward()),
        constraint(text, check, ours, points, columns.back()),
        "",
        row.getBoolean(9),
        name(row.getString(10), row.getString(11)),
        row.getBoolean(15) || (check && !ServerText.isFulfilledByNull(text)),
        Marks.of(Optional.ofNullable(row.getString(14))));
  }

  private static String constraint(
      String text, boolean check, boolean ours, boolean points, Map<String, String> columns) {
    return check
        ? Renaming.of(ServerText.constraint(text), columns)
        : ServerText.foreignKey(text, ours ? columns : Map.of(), points ? columns : Map.of());
  }

  private Attached statistics(ResultSet row) throws SQLException {
    var text = row.getString(3);
    var target = row.getString(5);
    return new Attached(
        Kind.STATISTICS,
        new TableName(row.getString(1), row.getString(2)),
        new TableName(row.getString(6), row.getString(7)),
        false,
        Optional.empty(),
        ServerText.statistics(text, columns.forward()),
        ServerText.statistics(text, columns.back()),
        "",
        true,
        Optional.empty(),
        false,
        new Marks(
            Optional.ofNullable(row.getString(4)),
            Optional.empty(),
            target == null || target.startsWith("-")
                ? List.of()
                : List.of("SET STATISTICS " + target),
            false,
            false));
  }

  private static Optional<TableName> name(@Nullable String schema, @Nullable String name) {
    return schema == null || name == null
        ? Optional.empty()
        : Optional.of(new TableName(schema, name));
  }
}
