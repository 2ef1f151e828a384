package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.AlterAction.AlterColumnType;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a column comes, or changes its type, without the table being written anew. */
public final class ColumnAdvice {
  private ColumnAdvice() {}

  /** True where the column's values may have to be computed row by row. */
  public static boolean isComputed(ColumnDefinition column, Catalog catalog) {
    var type = column.type();
    if (type != null
        && (type.serial()
            || column.constraints().isEmpty()
            || ConstrainedDomain.of(type, catalog) != null)) {
      return true;
    }
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.Default
          || constraint instanceof ColumnConstraint.Generated
          || constraint instanceof ColumnConstraint.Identity) {
        return true;
      }
    }
    return false;
  }

  /** A column whose value must be computed for every old row: empty first, filled in batches. */
  public static Paste addColumn(
      Target table, UserText user, ColumnDefinition column, Catalog catalog) {
    var name = Identifiers.quote(column.name());
    var type = column.type();
    var domain = type == null ? null : ConstrainedDomain.of(type, catalog);
    var paste = new Paste();
    if (domain != null) {
      domain.sayWhy(paste);
    }
    paste.run(
        table.alter(
            "ADD COLUMN "
                + (domain != null
                    ? name + " " + domain.base().text()
                    : type != null && type.serial()
                        ? name + " " + integer(type)
                        : user.column(column, constraint -> true))));
    if (domain != null) {
      domain.sayCondition(paste, table, column.name());
    }
    var value = "…";
    var notNull = false;
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.Default given) {
        value = given.value().text();
        paste.run(table.alter("ALTER COLUMN " + name + " SET DEFAULT " + value));
      } else if (constraint instanceof ColumnConstraint.Generated generated) {
        value = generated.value().text();
        paste.say(
            "and a trigger BEFORE INSERT OR UPDATE that sets it to " + value + sayVirtual(table));
      } else if (constraint instanceof ColumnConstraint.NotNull) {
        notNull = true;
      } else if (constraint instanceof ColumnConstraint.Identity) {
        value = sequence(paste, table, column.name());
        notNull = true;
      }
    }
    if (type != null && type.serial()) {
      value = sequence(paste, table, column.name());
      notNull = true;
    }
    if (domain == null || !value.equals("…")) {
      fill(paste, table.name(), name, value);
    }
    var keys = keys(table, column);
    if (notNull || !keys.isEmpty()) {
      paste.say("when no row is left:");
    }
    if (notNull && keys.stream().noneMatch(KeyAdvice::primary)) {
      paste.say(ConstraintAdvice.notNull(table, column.name()).text());
    }
    keys.forEach(key -> paste.say(key.steps(table).text()));
    return paste;
  }

  /** The keys that the column's own constraints make: no value of it may be there twice. */
  public static List<KeyAdvice> keys(Target table, ColumnDefinition column) {
    var keys = new ArrayList<KeyAdvice>();
    for (ColumnConstraint constraint : column.constraints()) {
      var key = KeyAdvice.of(table, column.name(), constraint);
      if (key != null) {
        keys.add(key);
      }
    }
    return keys;
  }

  /**
   * Another type or collation: a new column beside the old one, kept alike by a trigger, filled in
   * batches, and then taken into use (expand and contract).
   */
  public static Paste changeType(Target table, AlterColumnType action) {
    var collation = action.collation();
    var type = action.type().text() + (collation == null ? "" : " COLLATE " + collation.toSql());
    var mirror = ObjectNames.of(action.column(), List.of(), "new");
    return new Paste()
        .say("expand: a new column beside the old one")
        .run(table.alter("ADD COLUMN " + Identifiers.quote(mirror) + " " + type))
        .say(
            "keep both alike with a trigger and fill the old rows in batches, by safeddl-backfill:")
        .say("  table: " + table.name().toSql())
        .say(
            "  columns: [{from: "
                + action.column()
                + ", to: "
                + mirror
                + ", type: \""
                + type
                + "\""
                + using(action)
                + "}]")
        .say(
            "contract: once the application uses the new column, drop the trigger and the old one");
  }

  /** Another name for a column: the old one stays until nothing uses it. */
  public static Paste renameColumn(Target table, String from, String to) {
    return new Paste()
        .say("keep the column and let the application map the new name to it; or a column of the")
        .say("new name beside it, kept alike by a trigger (safeddl-backfill):")
        .say("  table: " + table.name().toSql())
        .say("  columns: [{from: " + from + ", to: " + to + "}]");
  }

  private static void fill(Paste paste, QualifiedName table, String column, String value) {
    paste
        .say("fill the old rows in batches, each its own transaction (safeddl-backfill does it):")
        .say(
            "  UPDATE "
                + table.toSql()
                + " SET "
                + column
                + " = "
                + value
                + " WHERE "
                + column
                + " IS NULL AND <the next range of keys>;");
  }

  private static String using(AlterColumnType action) {
    var using = action.using();
    return using == null ? "" : ", using: \"" + using.text().replace("\"", "\\\"") + "\"";
  }

  private static String sayVirtual(Target table) {
    return table.major() >= 18 ? ",\nor GENERATED ALWAYS AS (…) VIRTUAL, which costs nothing" : "";
  }

  private static String sequence(Paste paste, Target table, String column) {
    var sequence =
        QualifiedName.of(table.name().schema(), table.chosenName(List.of(column), "seq")).toSql();
    var value = "nextval('" + sequence.replace("'", "''") + "')";
    paste.run(
        "CREATE SEQUENCE "
            + sequence
            + " OWNED BY "
            + table.name().toSql()
            + "."
            + Identifiers.quote(column));
    paste.run(table.alter("ALTER COLUMN " + Identifiers.quote(column) + " SET DEFAULT " + value));
    return value;
  }

  private static String integer(@Nullable TypeName type) {
    return switch (type == null ? "" : type.name().name()) {
      case "int2" -> "smallint";
      case "int8" -> "bigint";
      default -> "integer";
    };
  }
}
