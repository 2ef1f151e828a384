package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a new constraint is taken apart into. */
final class ConstraintParts {
  private final AlterTable alter;
  private final Catalog catalog;
  private final Target table;
  private final @Nullable Relation relation;
  private final UserText user;
  private final AlterScope scope;
  private final AlterNames names;
  private final AlterParts parts;
  private final NotNullProofs proofs;

  ConstraintParts(
      AlterTable alter,
      Catalog catalog,
      Target table,
      UserText user,
      AlterScope scope,
      AlterNames names,
      AlterParts parts,
      NotNullProofs proofs) {
    this.alter = alter;
    this.catalog = catalog;
    this.table = table;
    this.relation = table.relation();
    this.user = user;
    this.scope = scope;
    this.names = names;
    this.parts = parts;
    this.proofs = proofs;
  }

  /** False where the constraint can be added as it is written. */
  boolean add(AddConstraint action) {
    var constraint = action.constraint();
    if (constraint instanceof TableConstraint.ForeignKey it && it.enforced()) {
      var name = names.of(action, Constraint.Kind.FOREIGN_KEY, 0, it.name(), it.columns(), "fkey");
      if (it.notValid() && scope.keysFirst()) {
        behindKeys(name, user.unnamed(it));
        return true;
      }
      if (it.notValid()) {
        notValid(name, user.unnamed(it));
        return true;
      }
      foreignKey(name, user.unnamed(it));
      if (!user.has("period", it.span())) {
        lookForOrphans(name, it);
      }
      return true;
    }
    if (constraint instanceof TableConstraint.Check it && it.enforced()) {
      var columns = onlyColumn(it.condition().text());
      var name = names.of(action, Constraint.Kind.CHECK, 0, it.name(), columns, "check");
      if (it.notValid()) {
        notValid(name, user.unnamed(it));
        return true;
      }
      check(name, user.unnamed(it), it.condition().text(), it.noInherit());
      return true;
    }
    if (constraint instanceof TableConstraint.NotNull it && !it.notValid()) {
      var name = names.of(action, Constraint.Kind.NOT_NULL, 0, it.name(), List.of(it.column()), "");
      proofs.constraint(it, name, user.unnamed(it), user.of(action.span()));
      return true;
    }
    var key = KeyRecipe.of(action, names, user);
    if (key != null) {
      key(action, key);
      return true;
    }
    if (constraint instanceof TableConstraint.PrimaryKey it && it.usingIndex() != null) {
      scope.columnsOfIndex(it.usingIndex()).forEach(column -> proofs.forKey(action, column));
    }
    return false;
  }

  /** The column that PostgreSQL puts into the name of a CHECK: the only one that it is about. */
  private static List<String> onlyColumn(String condition) {
    var facts = Expressions.facts(condition);
    return facts.known() && facts.columns().size() == 1 ? List.copyOf(facts.columns()) : List.of();
  }

  /** Already NOT VALID by the user's word: it only has to come before its VALIDATE. */
  private void notValid(String name, String text) {
    if (scope.drops(name)) {
      parts.last("ADD CONSTRAINT " + quote(name) + " " + text);
    } else {
      early(name, text);
    }
  }

  private void early(String name, String text) {
    parts.constraint(
        "ADD CONSTRAINT " + quote(name) + " " + text, "DROP CONSTRAINT IF EXISTS " + quote(name));
  }

  /** A foreign key; behind the keys of the same statement where it may point to one of them. */
  void foreignKey(String name, String text) {
    if (scope.keysFirst()) {
      behindKeys(name, text + " NOT VALID");
      parts.validateBehindKeys(quote(name));
    } else {
      notValidThenValidate(name, text);
    }
  }

  private void behindKeys(String name, String text) {
    parts.key(
        "ADD CONSTRAINT " + quote(name) + " " + text, "DROP CONSTRAINT IF EXISTS " + quote(name));
  }

  /** A constraint that a scan outside of any transaction proves. */
  void notValidThenValidate(String name, String text) {
    // While the constraint that it takes the place of is there, it needs another name.
    var added = scope.drops(name) ? names.free(List.of(), "new") : name;
    early(added, text + " NOT VALID");
    parts.validate(quote(added));
    if (!added.equals(name)) {
      parts.behind("RENAME CONSTRAINT " + quote(added) + " TO " + quote(name));
    }
  }

  /** The same for a CHECK, with a look for rows that violate it. */
  void check(String name, String text, String condition, boolean noInherit) {
    notValidThenValidate(name, text);
    if (relation != null && !scope.mentionsNewColumn(Expressions.facts(condition))) {
      precheck(new Prechecks(catalog, relation, alter.only() || noInherit).check(name, condition));
    }
  }

  private void lookForOrphans(String name, TableConstraint.ForeignKey key) {
    var referenced = catalog.relation(key.table()).orElse(null);
    if (relation != null && referenced != null) {
      var full = key.actions().match().equals("FULL");
      precheck(
          new Prechecks(catalog, relation, true)
              .foreignKey(name, key.columns(), referenced, key.referencedColumns(), full));
    }
  }

  private void precheck(@Nullable Command query) {
    if (query != null) {
      parts.precheck(query);
    }
  }

  /** A key over an index that is built concurrently. */
  void key(AlterAction action, KeyRecipe key) {
    if (key.primary()) {
      key.columns().stream()
          .filter(column -> !scope.isNewAndNotNull(column))
          .forEach(column -> proofs.forKey(action, column));
    }
    var index = scope.drops(key.name()) ? names.free(List.of(), "new") : key.name();
    parts.build(key.index(table, index));
    if (scope.keysFirst()) {
      parts.key(key.takeOver(index), "DROP CONSTRAINT IF EXISTS " + quote(key.name()));
    } else {
      parts.last(key.takeOver(index));
    }
  }

  private static String quote(String name) {
    return Identifiers.quote(name);
  }
}
