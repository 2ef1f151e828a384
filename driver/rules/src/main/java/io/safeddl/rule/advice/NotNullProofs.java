package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.rule.advice.Command.Violation;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.SetNotNull;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * NOT NULL without a scan under ACCESS EXCLUSIVE. From 18 on the constraint itself can be NOT VALID
 * and validated; before, a valid CHECK proves it, and goes again in the transaction of SET NOT NULL
 * (manual, ALTER TABLE, SET NOT NULL).
 */
final class NotNullProofs {
  private final AlterTable alter;
  private final Target table;
  private final Catalog catalog;
  private final AlterNames names;
  private final AlterParts parts;
  private final Set<String> proven = new HashSet<>();

  NotNullProofs(
      AlterTable alter, Target table, Catalog catalog, AlterNames names, AlterParts parts) {
    this.alter = alter;
    this.table = table;
    this.catalog = catalog;
    this.names = names;
    this.parts = parts;
  }

  /**
   * SET NOT NULL.
   *
   * @param text the action
   */
  void setNotNull(SetNotNull action, String text) {
    var column = action.column();
    if (isNotNull(column)) {
      parts.last(text);
    } else if (isNative()) {
      var kind = Constraint.Kind.NOT_NULL;
      prove(column, names.of(action, kind, 0, null, List.of(column), "not_null"), "NOT NULL");
    } else {
      prove(column);
      parts.last(text);
    }
  }

  /** NOT NULL as a table constraint, which came with 18. */
  void constraint(TableConstraint.NotNull constraint, String name, String body, String text) {
    if (isNotNull(constraint.column()) || notValid(constraint.column()) != null) {
      parts.last(text);
    } else {
      proven.add(constraint.column());
      // To the parent alone it cannot be added (42P16), whatever its rows hold.
      if (constraint.noInherit() || !isParentAlone()) {
        check(constraint.column(), alter.only() || constraint.noInherit());
      }
      add(name, body);
    }
  }

  /** NOT NULL behind a new column that is computed when it is read. */
  void inline(AddColumn action, String column, @Nullable String given) {
    var kind = Constraint.Kind.NOT_NULL;
    prove(column, names.of(action, kind, 0, given, List.of(column), "not_null"), "NOT NULL");
  }

  /** A column of a primary key, which makes it NOT NULL itself. */
  void forKey(AlterAction key, String column) {
    if (isNotNull(column) || proven.contains(column)) {
      return;
    }
    if (isNative()) {
      prove(column, names.notNull(key, column), "NOT NULL");
    } else {
      prove(column);
    }
  }

  private boolean isNative() {
    return table.major() >= 18;
  }

  private void prove(String column, String name, String words) {
    var existing = notValid(column);
    if (existing != null) {
      parts.validate(Identifiers.quote(existing));
    } else if (proven.add(column)) {
      check(column, alter.only());
      add(name, words + " " + Identifiers.quote(column) + (isParentAlone() ? " NO INHERIT" : ""));
    }
  }

  private void prove(String column) {
    if (proven.add(column)) {
      check(column, alter.only());
      var name = names.free(List.of(column), "not_null");
      var quoted = Identifiers.quote(name);
      addNotValid(
          quoted,
          "CHECK ("
              + Identifiers.quote(column)
              + " IS NOT NULL)"
              + (alter.only() ? " NO INHERIT" : ""));
      parts.validate(quoted, new Violation("23502", "the column " + column + " holds NULL"));
      parts.behind("DROP CONSTRAINT " + Identifiers.quote(name));
    }
  }

  private void add(String name, String body) {
    var quoted = Identifiers.quote(name);
    addNotValid(quoted, body);
    parts.validate(quoted);
  }

  private void addNotValid(String quoted, String body) {
    parts.constraint(
        "ADD CONSTRAINT " + quoted + " " + body + " NOT VALID",
        "DROP CONSTRAINT IF EXISTS " + quoted);
  }

  /**
   * SET NOT NULL that leaves the children out makes a constraint that they do not inherit (18;
   * measured).
   */
  private boolean isParentAlone() {
    return alter.only() && table.relation() != null && !table.relation().children().isEmpty();
  }

  private void check(String column, boolean only) {
    var relation = table.relation();
    var query = relation == null ? null : new Prechecks(catalog, relation, only).notNull(column);
    if (query != null) {
      parts.precheck(query);
    }
  }

  private boolean isNotNull(String column) {
    var relation = table.relation();
    return relation != null
        && relation.column(column).filter(known -> known.notNull()).isPresent()
        && notValid(column) == null;
  }

  /** The NOT NULL constraint of the column that is not validated yet (18), or null. */
  private @Nullable String notValid(String column) {
    Relation relation = table.relation();
    for (Constraint constraint :
        relation == null ? List.<Constraint>of() : relation.constraints()) {
      if (constraint.kind() == Constraint.Kind.NOT_NULL
          && !constraint.validated()
          && constraint.columns().contains(column)) {
        return constraint.name();
      }
    }
    return null;
  }
}
