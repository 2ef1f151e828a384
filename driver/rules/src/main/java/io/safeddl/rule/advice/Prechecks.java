package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.effect.BuiltInTypes;
import io.safeddl.rule.advice.Command.Violation;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The queries for rows that violate a constraint before it is added. Where it is not sure that such
 * a query asks what the constraint will ask, there is none: VALIDATE has the last word anyway.
 */
final class Prechecks {
  /** How many keys are shown. */
  private static final String FIRST = " LIMIT 3";

  private final Catalog catalog;
  private final Relation table;

  /** {@code ONLY t}, or {@code t} where the constraint holds for inheritance children too. */
  private final String from;

  Prechecks(Catalog catalog, Relation table, boolean only) {
    this.catalog = catalog;
    this.table = table;
    this.from = (only ? "ONLY " : "") + table.name().toSql();
  }

  /** Rows that hold NULL in the column, or null where it cannot be asked. */
  @Nullable Command notNull(String column) {
    var known = table.column(column).orElse(null);
    if (known == null || !isPlain(known)) {
      return null;
    }
    return Command.precheck(
        "SELECT " + keys() + " FROM " + from + " WHERE " + quote(column) + " IS NULL" + FIRST,
        new Violation("23502", rows() + " hold NULL in the column " + column));
  }

  /** Rows for which the condition is false, or null where it cannot be asked. */
  @Nullable Command check(String name, String condition) {
    if (Expressions.volatility(condition, catalog).perRow()) {
      return null;
    }
    return Command.precheck(
        "SELECT " + keys() + " FROM " + from + " WHERE NOT (" + condition + ")" + FIRST,
        new Violation("23514", rows() + " violate the check constraint " + name));
  }

  /**
   * Rows without the row that the key points to, or null where it cannot be asked (manual, CREATE
   * TABLE: MATCH SIMPLE lets a row with any NULL pass, FULL one with nothing but NULL).
   */
  @Nullable Command foreignKey(
      String name, List<String> columns, Relation referenced, List<String> keyed, boolean full) {
    var target = keyed.isEmpty() ? primaryKey(referenced) : keyed;
    if (target.size() != columns.size()) {
      return null;
    }
    var given = new ArrayList<String>();
    var equal = new ArrayList<String>();
    var selected = new ArrayList<String>();
    for (int i = 0; i < columns.size(); i++) {
      var own = table.column(columns.get(i)).orElse(null);
      var other = referenced.column(target.get(i)).orElse(null);
      if (own == null || other == null || !isPlain(own) || !isPlain(other) || differs(own, other)) {
        return null;
      }
      selected.add("c." + quote(own.name()));
      given.add("c." + quote(own.name()) + " IS NOT NULL");
      equal.add("p." + quote(other.name()) + " = c." + quote(own.name()));
    }
    var parent =
        (referenced.kind() == Relation.Kind.PARTITIONED_TABLE ? "" : "ONLY ")
            + referenced.name().toSql();
    return Command.precheck(
        "SELECT "
            + String.join(", ", selected)
            + " FROM "
            + (table.kind() == Relation.Kind.PARTITIONED_TABLE ? "" : "ONLY ")
            + table.name().toSql()
            + " AS c WHERE ("
            + String.join(full ? " OR " : " AND ", given)
            + ") AND NOT EXISTS (SELECT FROM "
            + parent
            + " AS p WHERE "
            + String.join(" AND ", equal)
            + ")"
            + FIRST,
        new Violation(
            "23503",
            rows()
                + " have no row in "
                + referenced.name().toSql()
                + " that the foreign key "
                + name
                + " could point to"));
  }

  private String rows() {
    return "rows of " + table.name().toSql();
  }

  private String keys() {
    var key = primaryKey(table);
    return key.isEmpty() ? "ctid" : String.join(", ", key.stream().map(Prechecks::quote).toList());
  }

  private static List<String> primaryKey(Relation relation) {
    for (Constraint constraint : relation.constraints()) {
      if (constraint.kind() == Constraint.Kind.PRIMARY_KEY) {
        return constraint.columns();
      }
    }
    return List.of();
  }

  /** Under two collations the server decides by rules of its own. */
  private static boolean differs(Column own, Column other) {
    return !Objects.equals(own.collation(), other.collation())
        || own.type().isArray() != other.type().isArray()
        || !family(own.type()).equals(family(other.type()));
  }

  /** Between other types there may be no equality, and so no key. */
  private static String family(TypeName type) {
    var name = type.name().toSql();
    return type.isArray()
        ? name
        : switch (name) {
          case "int2", "int4", "int8" -> "integer";
          case "varchar" -> "text";
          default -> name;
        };
  }

  /** For other types {@code =} and {@code IS NULL} may be somebody's own, or ask of the fields. */
  private boolean isPlain(Column column) {
    TypeName type = column.type();
    if (BuiltInTypes.contains(type.name())) {
      return true;
    }
    return catalog
        .type(type.name())
        .filter(known -> known.kind() == TypeInfo.Kind.ENUM)
        .isPresent();
  }

  private static String quote(String name) {
    return Identifiers.quote(name);
  }
}
