package io.safeddl.effect.oracle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The relations of a schema at one moment. */
record ServerRelations(Map<Long, Entry> byOid) {
  private static final String QUERY =
      """
      WITH mine AS (
        SELECT * FROM pg_class WHERE relnamespace = %1$s::regnamespace),
      toast AS (
        SELECT t.* FROM mine JOIN pg_class t ON t.oid = mine.reltoastrelid),
      everything AS (
        SELECT * FROM mine
        UNION ALL SELECT * FROM toast
        UNION ALL SELECT c.* FROM toast JOIN pg_index i ON i.indrelid = toast.oid
                                        JOIN pg_class c ON c.oid = i.indexrelid)
      SELECT c.oid, n.nspname, c.relname, c.relkind::text, coalesce(pg_relation_filenode(c.oid), 0),
             coalesce(i.indrelid, t.oid, s.refobjid, 0)
        FROM everything c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_index i ON i.indexrelid = c.oid
        LEFT JOIN mine t ON t.reltoastrelid = c.oid
        LEFT JOIN pg_depend s ON s.classid = 'pg_class'::regclass AND s.objid = c.oid
              AND s.refclassid = 'pg_class'::regclass AND s.deptype IN ('a', 'i')
              AND c.relkind = 'S'
      """;

  /**
   * One relation.
   *
   * @param kind {@code pg_class.relkind}
   * @param file {@code pg_relation_filenode}, 0 where it has no storage
   * @param owner the table of an index, TOAST table or owned sequence, else 0
   */
  record Entry(long oid, String schema, String name, String kind, long file, long owner) {
    boolean isTable() {
      return kind.equals("r") || kind.equals("m") || kind.equals("p") || kind.equals("f");
    }

    boolean isIndex() {
      return kind.equals("i") || kind.equals("I");
    }

    boolean isToast() {
      return schema.startsWith("pg_toast");
    }

    @Override
    public String toString() {
      return schema + "." + name;
    }
  }

  /** The relations of a schema, with what is stored apart for them. */
  static ServerRelations read(Connection connection, String schema) throws SQLException {
    Map<Long, Entry> entries = new HashMap<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(QUERY.formatted("'" + schema + "'"))) {
      while (rows.next()) {
        entries.put(
            rows.getLong(1),
            new Entry(
                rows.getLong(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getLong(5),
                rows.getLong(6)));
      }
    }
    return new ServerRelations(entries);
  }

  /** Those of these relations that are still there, wherever they are now, with their files. */
  ServerRelations again(Connection connection) throws SQLException {
    Map<Long, Entry> entries = new HashMap<>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT oid, coalesce(pg_relation_filenode(oid), 0) FROM pg_class WHERE oid IN ("
                    + oids()
                    + ")")) {
      while (rows.next()) {
        var old = Objects.requireNonNull(byOid.get(rows.getLong(1)));
        entries.put(
            old.oid(),
            new Entry(
                old.oid(), old.schema(), old.name(), old.kind(), rows.getLong(2), old.owner()));
      }
    }
    return new ServerRelations(entries);
  }

  /** Their OIDs, joined by commas. */
  String oids() {
    return byOid.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  @Nullable Entry get(long oid) {
    return byOid.get(oid);
  }

  /** The table that this relation serves, or the relation itself. */
  Entry root(Entry entry) {
    var root = entry;
    for (var next = byOid.get(root.owner()); next != null; next = byOid.get(root.owner())) {
      root = next;
    }
    return root;
  }

  /** The relation of that name in that schema; TOAST and other schemas are never asked for. */
  @Nullable Entry named(String schema, String name) {
    for (Entry entry : byOid.values()) {
      if (entry.schema().equals(schema) && entry.name().equals(name)) {
        return entry;
      }
    }
    return null;
  }
}
