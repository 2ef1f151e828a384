package io.safeddl.equivalence;

import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes worlds: a table in one of many shapes with what may stand in a change's way, a table that
 * it may refer to, and one that may become its partition; all with rows.
 */
final class WorldMaker {
  static final String ID = "id";
  static final String KEY = "k";

  private static final List<String> NAMES =
      List.of(
          "t",
          "orders",
          "Mixed Case",
          "a_table_with_a_name_that_is_nearly_as_long_as_a_name_may_be_xyz",
          "ünï_" + "é".repeat(24));

  /** Columns with their types, and the value of a clean row {@code g}. */
  static final Map<String, String[]> COLUMNS = columns();

  private final Picker pick;
  private final List<String> setup = new ArrayList<>();

  /** Rows may break the constraints to come. */
  private final boolean dirty;

  private final int rows;

  private WorldMaker(Random random) {
    this.pick = new Picker(random);
    this.dirty = pick.oneIn(4);
    this.rows = pick.one(List.of(0, 20, 20, 60));
  }

  private static Map<String, String[]> columns() {
    var columns = new LinkedHashMap<String, String[]>();
    columns.put(ID, new String[] {"int", "g"});
    columns.put(KEY, new String[] {"int", "g % 20"});
    columns.put("a", new String[] {"int", "g + 100"});
    columns.put("b", new String[] {"text", "'x' || g"});
    columns.put("ref", new String[] {"int", "1 + g % 5"});
    columns.put(
        "At", new String[] {"timestamptz", "timestamptz '2026-01-01 00:00Z' + g * interval '1h'"});
    columns.put("Odd one", new String[] {"numeric(10,2)", "g * 1.5"});
    columns.put(
        "a_column_with_quite_a_long_name_of_its_own_too",
        new String[] {"varchar(40)", "'long' || g"});
    columns.put("tags", new String[] {"int[]", "ARRAY[g]"});
    columns.put("d", new String[] {"date", "date '2026-01-01' + g::int"});
    return columns;
  }

  static World make(long seed, int major) {
    var random = new Random(seed);
    var maker = new WorldMaker(random);
    var schema = maker.pick.one(World.SCHEMAS);
    var referenced = maker.referenced();
    var main = maker.main(schema);
    var loner = maker.loner(main);
    maker.obstacles(main, referenced);
    var path = maker.path(schema);
    var statements =
        new StatementMaker(
                maker.pick,
                major,
                main,
                referenced,
                loner,
                path.startsWith(Identifiers.quote(schema)))
            .several();
    return new World(seed, List.copyOf(maker.setup), path, maker.pick.oneIn(3), statements);
  }

  private String path(String schema) {
    var own = Identifiers.quote(schema);
    return pick.text(own, own + ", public", "public", "\"Other Schema\", app", own + ", app");
  }

  private Made referenced() {
    var name = pick.text("users", "Ref Table");
    var table = new Made("public", name, List.of(ID, "code"), null, List.of(), List.of(), null);
    var partitioned = pick.oneIn(5);
    setup.add(
        "CREATE TABLE "
            + table.sql()
            + " (id int PRIMARY KEY, code int"
            + (partitioned ? ") PARTITION BY HASH (id)" : " UNIQUE)"));
    for (var i = 0; partitioned && i < 2; i++) {
      setup.add(
          "CREATE TABLE public.users"
              + i
              + " PARTITION OF "
              + table.sql()
              + " FOR VALUES WITH (MODULUS 2, REMAINDER "
              + i
              + ")");
    }
    setup.add("INSERT INTO " + table.sql() + " SELECT g, g FROM generate_series(1, 5) g");
    return table;
  }

  private Made main(String schema) {
    var name = pick.one(NAMES);
    var columns = new ArrayList<>(List.of(ID, KEY));
    columns.addAll(pick.some(COLUMNS.keySet().stream().skip(2).toList(), 5));
    var kind = pick.below(10);
    var made =
        kind < 5
            ? new Made(schema, name, columns, null, List.of(), List.of(), null)
            : partitioned(schema, name, columns);
    if (made.partitionedBy() == null) {
      create(made, "");
      fill(made, "true");
      if (kind == 0) {
        inheritance(made);
      }
    } else {
      fill(made, "true");
    }
    return made;
  }

  private void inheritance(Made parent) {
    var child =
        new Made(parent.schema(), "heir", parent.columns(), null, List.of(), List.of(), null);
    setup.add("CREATE TABLE " + child.sql() + " (extra int) INHERITS (" + parent.sql() + ")");
    fill(child, "true");
  }

  private void create(Made table, String behind) {
    var columns = new ArrayList<String>();
    for (var column : table.columns()) {
      columns.add(
          Identifiers.quote(column)
              + " "
              + type(column)
              + (column.equals(KEY)
                  ? pick.sometimes(2, " NOT NULL")
                  : pick.sometimes(8, dirty ? "" : " NOT NULL")));
    }
    setup.add("CREATE TABLE " + table.sql() + " (" + String.join(", ", columns) + ")" + behind);
  }

  private static String type(String column) {
    return COLUMNS.getOrDefault(column, new String[] {"int", "g"})[0];
  }

  private Made partitioned(String schema, String name, List<String> columns) {
    var keys = new ArrayList<>(List.of(KEY));
    var by = pick.text("RANGE", "RANGE", "LIST", "HASH");
    var form = by + " (k)";
    if (by.equals("RANGE") && pick.oneIn(6)) {
      form = "RANGE (k, id)";
      keys.add(ID);
    } else if (pick.oneIn(12)) {
      form = by + " ((k + 0))";
      keys.clear();
    }
    var two = form.equals("RANGE (k, id)");
    var bounds = bounds(by, two);
    var partitions = new ArrayList<Made>();
    var unfinished =
        new Made(schema, name, columns, form, partitions, keys, bounds.get(bounds.size() - 1));
    create(unfinished, " PARTITION BY " + form);
    for (var i = 0; i < bounds.size() - 1; i++) {
      partition(unfinished, name(name, i), bounds.get(i), i == 0 && pick.oneIn(3), partitions);
    }
    if (!by.equals("HASH") && pick.oneIn(3)) {
      partition(unfinished, name(name, 9), "DEFAULT", false, partitions);
    }
    return new Made(
        schema, name, columns, form, List.copyOf(partitions), List.copyOf(keys), unfinished.free());
  }

  private static String name(String parent, int number) {
    return parent.length() > 40 && number == 1
        ? parent.substring(0, 20) + "_" + number
        : "part " + number;
  }

  /** Of the partitions, and of one more. */
  private static List<String> bounds(String by, boolean two) {
    return switch (by) {
      case "LIST" ->
          List.of(
              "FOR VALUES IN (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)",
              "FOR VALUES IN (10, 11, 12, 13, 14, 15, 16, 17, 18, 19)",
              "FOR VALUES IN (20, 21)");
      case "HASH" ->
          List.of(
              "FOR VALUES WITH (MODULUS 4, REMAINDER 0)",
              "FOR VALUES WITH (MODULUS 4, REMAINDER 2)",
              "FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
      default ->
          two
              ? List.of(
                  "FOR VALUES FROM (MINVALUE, MINVALUE) TO (10, MINVALUE)",
                  "FOR VALUES FROM (10, MINVALUE) TO (20, MINVALUE)",
                  "FOR VALUES FROM (20, 0) TO (30, 5000)")
              : List.of(
                  "FOR VALUES FROM (MINVALUE) TO (10)",
                  "FOR VALUES FROM (10) TO (20)",
                  "FOR VALUES FROM (20) TO (30)");
    };
  }

  private void partition(Made parent, String name, String bound, boolean again, List<Made> into) {
    var schema = pick.oneIn(4) ? "app" : parent.schema();
    var own = new Made(schema, name, parent.columns(), null, List.of(), parent.keys(), null);
    var head = "CREATE TABLE " + own.sql() + " PARTITION OF " + parent.sql() + " " + bound;
    into.add(own);
    if (again) {
      setup.add(head + " PARTITION BY HASH (id)");
      for (var i = 0; i < 2; i++) {
        var leaf =
            new Made(
                schema,
                name + " leaf " + i,
                parent.columns(),
                null,
                List.of(),
                parent.keys(),
                null);
        setup.add(
            "CREATE TABLE "
                + leaf.sql()
                + " PARTITION OF "
                + own.sql()
                + " FOR VALUES WITH (MODULUS 2, REMAINDER "
                + i
                + ")");
        into.add(leaf);
      }
    } else {
      setup.add(head);
    }
  }

  /** Rows that a partition may refuse are left out one by one. */
  private void fill(Made table, String where) {
    if (rows == 0) {
      return;
    }
    var values = new ArrayList<String>();
    for (var column : table.columns()) {
      values.add(value(column));
    }
    var insert =
        "INSERT INTO "
            + table.sql()
            + " ("
            + Picker.list(table.columns())
            + ") SELECT "
            + String.join(", ", values)
            + " FROM generate_series(1, "
            + rows
            + ") g WHERE "
            + where;
    setup.add(
        table.partitionedBy() != null && table.partitionedBy().startsWith("HASH")
            ? insert + hashed(table)
            : insert);
  }

  private static String hashed(Made table) {
    var key = table.keys().isEmpty() ? "(g % 20) + 0" : "g % 20";
    return " AND (satisfies_hash_partition('"
        + table.sql().replace("'", "''")
        + "'::regclass, 4, 0, "
        + key
        + ") OR satisfies_hash_partition('"
        + table.sql().replace("'", "''")
        + "'::regclass, 4, 2, "
        + key
        + "))";
  }

  private String value(String column) {
    var clean = COLUMNS.getOrDefault(column, new String[] {"int", "g"})[1];
    return dirty && !column.equals(KEY) && pick.oneIn(3)
        ? pick.text(
            "CASE WHEN g > 3 THEN " + clean + " END",
            "(SELECT " + clean + " FROM (SELECT 7 AS g) s)")
        : clean;
  }

  /** A table that may be attached, with rows that mostly fit. */
  private @Nullable Made loner(Made main) {
    var free = main.free();
    var by = main.partitionedBy();
    if (free == null || by == null) {
      return null;
    }
    var columns = new ArrayList<>(main.columns());
    var loner =
        new Made(
            main.schema(),
            pick.text("loner", "Loner"),
            columns,
            null,
            List.of(),
            main.keys(),
            null);
    if (pick.oneIn(2)) {
      setup.add(
          "CREATE TABLE "
              + loner.sql()
              + " (LIKE "
              + main.sql()
              + pick.text("", " INCLUDING DEFAULTS INCLUDING CONSTRAINTS", " INCLUDING ALL")
              + ")");
    } else {
      setup.add(
          "CREATE TABLE "
              + loner.sql()
              + " (gone int, "
              + String.join(
                  ", ",
                  main.columns().stream().map(c -> Identifiers.quote(c) + " " + type(c)).toList())
              + ")");
      setup.add("ALTER TABLE " + loner.sql() + " DROP COLUMN gone");
      if (pick.oneIn(2)) {
        setup.add("ALTER TABLE " + loner.sql() + " ALTER k SET NOT NULL");
      }
    }
    var values = new ArrayList<String>();
    for (var column : columns) {
      values.add(
          column.equals(KEY)
              ? pick.oneIn(8)
                  ? "g % 25"
                  : by.startsWith("HASH")
                      ? "g % 20"
                      : by.startsWith("LIST") ? "20 + g % 2" : "20 + g % 10"
              : value(column));
    }
    if (rows > 0) {
      setup.add(
          "INSERT INTO "
              + loner.sql()
              + " ("
              + Picker.list(columns)
              + ") SELECT "
              + String.join(", ", values)
              + " FROM generate_series(1001, "
              + (1000 + rows)
              + ") g"
              + (by.startsWith("HASH")
                  ? " WHERE satisfies_hash_partition('"
                      + main.sql().replace("'", "''")
                      + "'::regclass, 2, 1, "
                      + (main.keys().isEmpty() ? "g % 20 + 0" : "g % 20")
                      + ")"
                  : ""));
    }
    return loner;
  }

  /** What is there before; some of it the server refuses, alike on both sides. */
  private void obstacles(Made main, Made referenced) {
    for (var i = pick.below(6); i > 0; i--) {
      var table = pick.one(main.family());
      var column = pick.one(main.columns());
      var quoted = Identifiers.quote(column);
      setup.add(
          switch (pick.below(14)) {
            case 0 ->
                "ALTER TABLE "
                    + main.sql()
                    + " ADD PRIMARY KEY ("
                    + Picker.list(key(main, ID))
                    + ")";
            case 1 ->
                "ALTER TABLE "
                    + table.sql()
                    + " ADD UNIQUE ("
                    + Picker.list(key(main, column))
                    + ")";
            case 2 -> "CREATE INDEX ON " + table.sql() + " (" + quoted + ")";
            case 3 ->
                "CREATE INDEX ON "
                    + table.sql()
                    + " ("
                    + quoted
                    + ") WHERE "
                    + quoted
                    + " IS NOT NULL";
            case 4 -> "CREATE INDEX by_text ON " + table.sql() + " ((" + quoted + "::text))";
            case 5 ->
                "CREATE UNIQUE INDEX taken_unique ON "
                    + main.sql()
                    + " ("
                    + Picker.list(key(main, column))
                    + ")";
            case 6 ->
                "ALTER TABLE "
                    + table.sql()
                    + " ADD CHECK ("
                    + quoted
                    + " IS NOT NULL)"
                    + pick.sometimes(2, " NOT VALID");
            case 7 -> "ALTER TABLE " + main.sql() + " ALTER " + quoted + " SET NOT NULL";
            case 8 ->
                "ALTER TABLE "
                    + main.sql()
                    + " ADD CONSTRAINT old_check CHECK (id > -5)"
                    + pick.sometimes(2, " NOT VALID");
            case 9 ->
                "CREATE TABLE "
                    + Identifiers.quote(main.schema())
                    + "."
                    + Identifiers.quote("t_a_idx")
                    + " (x int)";
            case 10 ->
                "ALTER TABLE "
                    + main.sql()
                    + " ADD CONSTRAINT old_key FOREIGN KEY ("
                    + quoted
                    + ") REFERENCES "
                    + referenced.sql()
                    + pick.sometimes(2, " NOT VALID");
            case 11 -> "ALTER TABLE " + main.sql() + " ADD COLUMN later int";
            case 12 ->
                "CREATE VIEW "
                    + Identifiers.quote(main.schema())
                    + ".v AS SELECT id FROM "
                    + main.sql();
            default ->
                "ALTER TABLE "
                    + table.sql()
                    + " ADD CONSTRAINT named_key UNIQUE ("
                    + Picker.list(key(main, column))
                    + ")"
                    + pick.sometimes(3, " DEFERRABLE");
          });
    }
  }

  /** With the columns that a unique key of a partitioned table must hold. */
  static List<String> key(Made table, String column) {
    var key = new ArrayList<>(List.of(column));
    for (var each : table.keys()) {
      if (!key.contains(each)) {
        key.add(each);
      }
    }
    return key;
  }
}
