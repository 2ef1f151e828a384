package io.safeddl.observe;

import io.safeddl.sql.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Relations of a database at one moment, and what is stored apart for them. */
public record ServerRelations(Map<Long, Entry> byOid) {
  private static final String QUERY =
      """
      WITH mine AS (
        SELECT c.* FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace
         WHERE %1$s),
      toast AS (
        SELECT t.* FROM mine JOIN pg_catalog.pg_class t ON t.oid = mine.reltoastrelid),
      everything AS (
        SELECT * FROM mine
        UNION ALL SELECT * FROM toast
        UNION ALL SELECT c.* FROM toast JOIN pg_catalog.pg_index i ON i.indrelid = toast.oid
                                        JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid)
      SELECT c.oid, n.nspname, c.relname, c.relkind::text,
             coalesce(pg_catalog.pg_relation_filenode(c.oid), 0),
             coalesce(i.indrelid, t.oid, s.refobjid, 0)
        FROM everything c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
        LEFT JOIN mine t ON t.reltoastrelid = c.oid
        LEFT JOIN pg_catalog.pg_depend s ON s.classid = 'pg_catalog.pg_class'::regclass AND s.objid = c.oid
              AND s.refclassid = 'pg_catalog.pg_class'::regclass AND s.deptype IN ('a', 'i')
              AND c.relkind = 'S'
      """;

  /**
   * One relation.
   *
   * @param kind {@code pg_class.relkind}
   * @param file {@code pg_relation_filenode}, 0 where it has no storage
   * @param owner the table of an index, TOAST table or owned sequence, else 0
   */
  public record Entry(long oid, String schema, String name, String kind, long file, long owner) {
    /** True for what holds rows. */
    public boolean isTable() {
      return kind.equals("r") || kind.equals("m") || kind.equals("p") || kind.equals("f");
    }

    /** True for an index, also a partitioned one. */
    public boolean isIndex() {
      return kind.equals("i") || kind.equals("I");
    }

    /** True for what holds the long values of a table, and for the index of that. */
    public boolean isToast() {
      return schema.startsWith("pg_toast");
    }

    @Override
    public String toString() {
      return schema + "." + name;
    }
  }

  /** Those of a schema. */
  public static ServerRelations read(Connection connection, String schema) throws SQLException {
    return where(connection, "s.nspname = '" + schema.replace("'", "''") + "'");
  }

  /** Those of all schemas but the server's own and those of temporary tables. */
  public static ServerRelations readAll(Connection connection) throws SQLException {
    return where(connection, "s.nspname !~ '^pg_' AND s.nspname <> 'information_schema'");
  }

  private static ServerRelations where(Connection connection, String condition)
      throws SQLException {
    Map<Long, Entry> entries = new HashMap<>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(QUERY.formatted(condition))) {
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
  public ServerRelations again(Connection connection) throws SQLException {
    Map<Long, Entry> entries = new HashMap<>();
    if (byOid.isEmpty()) {
      return this;
    }
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT oid, coalesce(pg_catalog.pg_relation_filenode(oid), 0)"
                    + " FROM pg_catalog.pg_class WHERE oid IN ("
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

  /** That one, where it was there. */
  public @Nullable Entry get(long oid) {
    return byOid.get(oid);
  }

  /** The table that this relation serves, or the relation itself. */
  public Entry root(Entry entry) {
    var root = entry;
    for (var next = byOid.get(root.owner()); next != null; next = byOid.get(root.owner())) {
      root = next;
    }
    return root;
  }

  /** The relation of that name in that schema; TOAST and other schemas are never asked for. */
  public @Nullable Entry named(String schema, String name) {
    for (Entry entry : byOid.values()) {
      if (entry.schema().equals(schema) && entry.name().equals(name)) {
        return entry;
      }
    }
    return null;
  }

  /** What a name without a schema means where names are looked up in these schemas in order. */
  public @Nullable Entry named(List<String> path, String name) {
    for (String schema : path) {
      var entry = named(schema, name);
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  /** What a name means, with or without a schema. */
  public @Nullable Entry meant(List<String> path, QualifiedName name) {
    var schema = name.schema();
    return schema == null ? named(path, name.name()) : named(schema, name.name());
  }
}
