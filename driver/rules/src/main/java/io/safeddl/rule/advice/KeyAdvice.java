package io.safeddl.rule.advice;

import io.safeddl.catalog.Column;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.Deferral;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How UNIQUE and PRIMARY KEY come without an index build under ACCESS EXCLUSIVE: a concurrent
 * unique index, taken over by USING INDEX (manual, ALTER TABLE, ADD table_constraint_using_index).
 *
 * @param primary PRIMARY KEY, else UNIQUE
 * @param name the constraint's and the index's name
 * @param columns the key
 * @param include the columns of INCLUDE
 * @param deferral when it is checked
 */
public record KeyAdvice(
    boolean primary,
    String name,
    List<String> columns,
    List<String> include,
    boolean nullsNotDistinct,
    Deferral deferral) {
  /** The key that a table constraint makes. */
  public static KeyAdvice of(Target table, TableConstraint.Unique key) {
    return new KeyAdvice(
        false,
        name(table, key.name(), key.columns(), "key"),
        key.columns(),
        key.include(),
        key.nullsNotDistinct(),
        key.deferral());
  }

  /** The key that a table constraint makes. */
  public static KeyAdvice of(Target table, TableConstraint.PrimaryKey key) {
    return new KeyAdvice(
        true,
        name(table, key.name(), List.of(), "pkey"),
        key.columns(),
        key.include(),
        false,
        key.deferral());
  }

  /** The key that a column's own constraint makes, or null where that is no key. */
  public static @Nullable KeyAdvice of(Target table, String column, ColumnConstraint constraint) {
    var columns = List.of(column);
    if (constraint instanceof ColumnConstraint.Unique key) {
      var name = name(table, key.name(), columns, "key");
      return new KeyAdvice(false, name, columns, List.of(), key.nullsNotDistinct(), key.deferral());
    }
    if (constraint instanceof ColumnConstraint.PrimaryKey key) {
      var name = name(table, key.name(), List.of(), "pkey");
      return new KeyAdvice(true, name, columns, List.of(), false, key.deferral());
    }
    return null;
  }

  /** What proves the key's columns to be NOT NULL, so that no scan is left for the key itself. */
  public static Paste proofs(Target table, List<String> columns) {
    var paste = new Paste();
    for (String column : nullable(table, columns)) {
      paste.add(
          table.major() >= 18
              ? ConstraintAdvice.notNull(table, column)
              : ConstraintAdvice.provenNotNull(table, column));
    }
    return paste;
  }

  /** Takes the proofs away again, where they are not the NOT NULL constraints themselves. */
  public static Paste dropProofs(Target table, List<String> columns) {
    var paste = new Paste();
    for (String column : table.major() < 18 ? nullable(table, columns) : List.<String>of()) {
      var proof = table.chosenName(List.of(column), "not_null");
      paste.run(table.alter("DROP CONSTRAINT " + quote(proof)));
    }
    return paste;
  }

  /** The statements. */
  public Paste steps(Target table) {
    var key = primary ? columns : List.<String>of();
    var paste = proofs(table, key);
    if (table.isPartitioned()) {
      return partitioned(table, paste);
    }
    paste.say("outside any transaction:").run(index(table, name));
    paste.run(table.alter(add(name) + " USING INDEX " + quote(name) + deferrable()));
    return paste.add(dropProofs(table, key));
  }

  /**
   * USING INDEX is an error on a partitioned table (0A000), so each partition gets its own; where
   * they are known, {@link PartitionedKey} says it of each.
   */
  private Paste partitioned(Target table, Paste paste) {
    paste.run(
        "ALTER TABLE ONLY "
            + table.name().toSql()
            + " "
            + add(name)
            + (nullsNotDistinct ? " NULLS NOT DISTINCT" : "")
            + key()
            + deferrable());
    return paste.say(
        "then for each partition: a concurrent unique index, ADD CONSTRAINT … USING INDEX,\n"
            + "and ALTER INDEX "
            + QualifiedName.of(table.name().schema(), name).toSql()
            + " ATTACH PARTITION …");
  }

  private String index(Target table, String index) {
    return "CREATE UNIQUE INDEX CONCURRENTLY "
        + quote(index)
        + " ON "
        + table.name().toSql()
        + key()
        + (nullsNotDistinct ? " NULLS NOT DISTINCT" : "");
  }

  private String deferrable() {
    return switch (deferral) {
      case NOT_DEFERRABLE -> "";
      case INITIALLY_IMMEDIATE -> " DEFERRABLE";
      case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
    };
  }

  private String add(String constraint) {
    return "ADD CONSTRAINT " + quote(constraint) + (primary ? " PRIMARY KEY" : " UNIQUE");
  }

  private String key() {
    return " ("
        + list(columns)
        + ")"
        + (include.isEmpty() ? "" : " INCLUDE (" + list(include) + ")");
  }

  private static String list(List<String> names) {
    var quoted = new ArrayList<String>();
    for (String name : names) {
      quoted.add(quote(name));
    }
    return String.join(", ", quoted);
  }

  private static List<String> nullable(Target table, List<String> columns) {
    var relation = table.relation();
    if (relation == null) {
      return columns;
    }
    var nullable = new ArrayList<String>();
    for (String column : columns) {
      if (!relation.column(column).map(Column::notNull).orElse(false)) {
        nullable.add(column);
      }
    }
    return nullable;
  }

  private static String name(
      Target table, @Nullable String given, List<String> columns, String label) {
    return given == null ? table.chosenName(columns, label) : given;
  }

  private static String quote(String name) {
    return Identifiers.quote(name);
  }
}
