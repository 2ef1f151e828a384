package io.safeddl.catalog.model;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Column;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes DDL of all kinds over a handful of names; the server may well reject some of it. */
final class RandomDdl {
  private static final List<String> TABLES =
      List.of(
          "t",
          "u",
          "Mixed",
          "a_table_with_a_name_that_is_nearly_as_long_as_a_name_may_be_xyz",
          "ünï_" + "é".repeat(24));
  private static final List<String> COLUMNS =
      List.of("a", "b", "c", "d", "Odd one", "a_column_with_quite_a_long_name_of_its_own_too");
  private static final List<String> TYPES =
      List.of(
          "int",
          "bigint",
          "text",
          "varchar(20)",
          "numeric(10,2)",
          "timestamptz",
          "int[]",
          "serial",
          "date",
          "timestamp(3) without time zone");

  private final Random random;
  private final Catalog catalog;
  private final String schema;

  RandomDdl(Random random, Catalog catalog, String schema) {
    this.random = random;
    this.catalog = catalog;
    this.schema = schema;
  }

  String next() {
    var tables = catalog.relationsIn(schema).stream().filter(Relation::isTable).toList();
    if (tables.isEmpty() || random.nextInt(5) == 0) {
      return createTable(tables);
    }
    var relation = one(tables);
    var table = Identifiers.quote(relation.name().name());
    var column = column(relation);
    return switch (random.nextInt(28)) {
      case 0 -> "ALTER TABLE " + table + " ADD COLUMN " + definition(quoted(COLUMNS));
      case 1 -> "ALTER TABLE " + table + " DROP COLUMN " + column + cascade();
      case 2 -> "ALTER TABLE " + table + " ALTER " + column + " SET NOT NULL";
      case 3 -> "ALTER TABLE " + table + " ALTER " + column + " DROP NOT NULL";
      case 4 -> "ALTER TABLE " + table + " ADD CHECK (" + column + " IS NOT NULL)";
      case 5 ->
          "ALTER TABLE "
              + table
              + " ADD CHECK ("
              + column
              + " IS NOT NULL OR "
              + column(relation)
              + " IS NULL) NOT VALID";
      case 6 -> "ALTER TABLE " + table + " ADD CONSTRAINT named CHECK (" + column + " IS NULL)";
      case 7 -> "ALTER TABLE " + table + " ADD UNIQUE (" + column + ", " + column(relation) + ")";
      case 8 -> "ALTER TABLE " + table + " ADD PRIMARY KEY (" + column + ")";
      case 9, 10 -> foreignKey(table, column, one(tables));
      case 11 ->
          "CREATE INDEX ON "
              + table
              + " ("
              + column
              + ", "
              + column(relation)
              + ")"
              + (random.nextBoolean() ? " INCLUDE (" + column(relation) + ")" : "");
      case 12 ->
          "CREATE UNIQUE INDEX ON "
              + table
              + " ("
              + column
              + ") WHERE "
              + column(relation)
              + " IS NULL";
      case 13 ->
          "CREATE INDEX ON " + table + " (coalesce(" + column + "), num_nulls(" + column + "))";
      case 14 ->
          "CREATE INDEX " + quoted(List.of("i", "j")) + " ON " + table + " (" + column + " DESC)";
      case 15 -> "ALTER TABLE " + table + " RENAME TO " + quoted(TABLES);
      case 16 -> "ALTER TABLE " + table + " RENAME COLUMN " + column + " TO " + quoted(COLUMNS);
      case 17 -> "DROP TABLE " + table + cascade();
      case 18 -> constraint(relation, " RENAME CONSTRAINT %s TO renamed");
      case 19 -> constraint(relation, " DROP CONSTRAINT %s CASCADE");
      case 20 -> constraint(relation, " VALIDATE CONSTRAINT %s");
      case 21 -> index(relation, "DROP INDEX %s");
      case 22 -> index(relation, "ALTER INDEX %s RENAME TO moved");
      case 23 -> "ALTER TABLE " + table + " ALTER " + column + " TYPE text";
      case 24 -> "ALTER TABLE " + table + " ALTER " + column + " DROP DEFAULT";
      case 25 -> unique(relation, table);
      case 26 ->
          "ALTER TABLE "
              + table
              + " ADD COLUMN "
              + definition(quoted(COLUMNS))
              + ", ADD UNIQUE ("
              + column
              + ")";
      default -> "ALTER TABLE " + table + " ALTER " + column + " ADD GENERATED ALWAYS AS IDENTITY";
    };
  }

  private String createTable(List<Relation> tables) {
    var name = quoted(TABLES);
    if (!tables.isEmpty() && random.nextInt(4) == 0) {
      var other = Identifiers.quote(one(tables).name().name());
      return switch (random.nextInt(3)) {
        case 0 -> "CREATE TABLE " + name + " (LIKE " + other + ")";
        case 1 -> "CREATE TABLE " + name + " (extra int) INHERITS (" + other + ")";
        default -> "CREATE TABLE " + name + " PARTITION OF " + other + " DEFAULT";
      };
    }
    var names = new ArrayList<>(COLUMNS);
    var elements = new ArrayList<String>();
    var columns = new ArrayList<String>();
    for (var i = 0; i < 2 + random.nextInt(3); i++) {
      var column = Identifiers.quote(names.remove(random.nextInt(names.size())));
      columns.add(column);
      elements.add(definition(column));
    }
    if (random.nextInt(3) == 0) {
      elements.add("UNIQUE (" + String.join(", ", columns) + ")");
    }
    if (random.nextInt(3) == 0) {
      elements.add("CHECK (" + columns.get(0) + " IS NOT NULL OR " + columns.get(1) + " IS NULL)");
    }
    if (random.nextInt(3) == 0) {
      elements.add("PRIMARY KEY (" + columns.get(1) + ")");
    }
    if (!tables.isEmpty() && random.nextInt(3) == 0) {
      elements.add("FOREIGN KEY (" + columns.get(0) + ") REFERENCES " + reference(one(tables)));
    }
    return "CREATE TABLE "
        + name
        + " ("
        + String.join(", ", elements)
        + ")"
        + (random.nextInt(5) == 0 ? " PARTITION BY LIST (" + columns.get(0) + ")" : "");
  }

  private String definition(String column) {
    var type = one(TYPES);
    return column
        + " "
        + type
        + switch (random.nextInt(8)) {
          case 0 -> " NOT NULL";
          case 1 -> " UNIQUE";
          case 2 -> " PRIMARY KEY";
          case 3 -> " CHECK (" + column + " IS NOT NULL)";
          case 4 -> type.equals("int") ? " GENERATED BY DEFAULT AS IDENTITY" : "";
          case 5 -> type.equals("text") ? " DEFAULT 'x' NOT NULL UNIQUE" : "";
          default -> "";
        };
  }

  private String foreignKey(String table, String column, Relation other) {
    return "ALTER TABLE "
        + table
        + " ADD FOREIGN KEY ("
        + column
        + ") REFERENCES "
        + reference(other)
        + (random.nextBoolean() ? " NOT VALID" : "");
  }

  private String reference(Relation other) {
    var name = Identifiers.quote(other.name().name());
    return random.nextBoolean() ? name : name + " (" + column(other) + ")";
  }

  private String constraint(Relation relation, String form) {
    return relation.constraints().isEmpty()
        ? "SELECT 1"
        : "ALTER TABLE "
            + Identifiers.quote(relation.name().name())
            + form.formatted(Identifiers.quote(one(relation.constraints()).name()));
  }

  private String index(Relation relation, String form) {
    return relation.indexes().isEmpty()
        ? "SELECT 1"
        : form.formatted(Identifiers.quote(one(relation.indexes()).name().name()));
  }

  private String unique(Relation relation, String table) {
    return relation.indexes().isEmpty()
        ? "SELECT 1"
        : "ALTER TABLE "
            + table
            + (random.nextBoolean() ? " ADD CONSTRAINT taken" : " ADD")
            + (random.nextBoolean() ? " UNIQUE" : " PRIMARY KEY")
            + " USING INDEX "
            + Identifiers.quote(one(relation.indexes()).name().name());
  }

  private String column(Relation relation) {
    return relation.columns().isEmpty()
        ? "a"
        : Identifiers.quote(one(relation.columns().stream().map(Column::name).toList()));
  }

  private String cascade() {
    return random.nextBoolean() ? " CASCADE" : "";
  }

  private String quoted(List<String> names) {
    return Identifiers.quote(one(names));
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
