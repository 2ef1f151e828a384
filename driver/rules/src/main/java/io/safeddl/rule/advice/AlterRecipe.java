package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.AlterAction.SetNotNull;
import io.safeddl.sql.tree.AlterAction.ValidateConstraint;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ForeignKeyActions;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an ALTER comes without a scan or a build under a strong lock (manual, ALTER TABLE, Notes):
 * constraints NOT VALID and then validated, keys over a concurrent index, NOT NULL over a proof;
 * all else in one brief ALTER at the end.
 */
final class AlterRecipe {
  private static final Set<String> CURES =
      Set.of(
          "add-foreign-key",
          "add-check",
          "add-unique",
          "set-not-null",
          "table-scan",
          Recipe.LONG_WORK);

  private final AlterTable alter;
  private final Catalog catalog;
  private final Target table;
  private final @Nullable Relation relation;
  private final UserText user;
  private final AlterScope scope;
  private final AlterNames names;
  private final AlterParts parts;
  private final NotNullProofs proofs;

  private AlterRecipe(SourceStatement source, AlterTable alter, Catalog catalog, Target table) {
    this.alter = alter;
    this.catalog = catalog;
    this.table = table;
    this.relation = table.relation();
    this.user = new UserText(source);
    this.scope = new AlterScope(alter, catalog, relation);
    this.names = new AlterNames(alter, catalog);
    this.parts =
        new AlterParts(
            table, "ALTER TABLE IF EXISTS " + (alter.only() ? "ONLY " : "") + table.name().toSql());
    this.proofs = new NotNullProofs(alter, table, catalog, names, parts);
  }

  /**
   * The recipe, or null where the statement is not taken apart.
   *
   * @param table the table as the commands are to name it
   */
  static @Nullable Recipe of(
      SourceStatement source, AlterTable alter, Catalog catalog, Target table) {
    var relation = table.relation();
    var possible =
        relation == null
            ? !catalog.isComplete()
            : relation.kind() == Relation.Kind.TABLE || isForPartitions(alter, relation, table);
    if (alter.kind() != ObjectKind.TABLE || !possible) {
      return null;
    }
    var recipe = new AlterRecipe(source, alter, catalog, table);
    if (recipe.scope.obstacle() != null) {
      return null;
    }
    alter.actions().forEach(recipe::read);
    var commands = recipe.parts.commands();
    return commands.isEmpty() ? null : new Recipe(commands, CURES);
  }

  /**
   * True where the partitions take part by themselves: NOT VALID and VALIDATE go through all
   * levels, of foreign keys from 18 on.
   */
  private static boolean isForPartitions(AlterTable alter, Relation relation, Target table) {
    return relation.kind() == Relation.Kind.PARTITIONED_TABLE
        && !alter.only()
        && alter.actions().stream()
            .allMatch(
                action ->
                    action instanceof SetNotNull
                        || (action instanceof AddConstraint add
                            && (add.constraint() instanceof TableConstraint.Check
                                || add.constraint() instanceof TableConstraint.NotNull
                                || (add.constraint() instanceof TableConstraint.ForeignKey
                                    && table.major() >= 18))));
  }

  private void read(AlterAction action) {
    if (action instanceof AddColumn add && !scope.isThere(add)) {
      addColumn(add);
    } else if (action instanceof AddConstraint add && add(add)) {
      return;
    } else if (action instanceof SetNotNull it) {
      proofs.setNotNull(it, user.of(it.span()));
    } else if (action instanceof ValidateConstraint it) {
      parts.validate(quote(it.name()));
    } else {
      parts.last(user.of(action.span()));
    }
  }

  /** False where the constraint can be added as it is written. */
  private boolean add(AddConstraint action) {
    var constraint = action.constraint();
    if (constraint instanceof TableConstraint.ForeignKey it && it.enforced()) {
      var name = name(action, Constraint.Kind.FOREIGN_KEY, 0, it.name(), it.columns(), "fkey");
      if (it.notValid()) {
        notValid(name, user.unnamed(it));
        return true;
      }
      notValidThenValidate(name, user.unnamed(it));
      if (!user.has("period", it.span())) {
        checkForeignKey(name, it);
      }
      return true;
    }
    if (constraint instanceof TableConstraint.Check it && it.enforced()) {
      var name = name(action, Constraint.Kind.CHECK, 0, it.name(), List.of(), "check");
      if (it.notValid()) {
        notValid(name, user.unnamed(it));
        return true;
      }
      check(name, user.unnamed(it), it.condition().text(), it.noInherit());
      return true;
    }
    if (constraint instanceof TableConstraint.NotNull it && !it.notValid()) {
      var name = name(action, Constraint.Kind.NOT_NULL, 0, it.name(), List.of(it.column()), "");
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

  private void notValidThenValidate(String name, String text) {
    // While the constraint that it takes the place of is there, it needs another name.
    var added = scope.drops(name) ? names.free(List.of(), "new") : name;
    early(added, text + " NOT VALID");
    parts.validate(quote(added));
    if (!added.equals(name)) {
      parts.behind("RENAME CONSTRAINT " + quote(added) + " TO " + quote(name));
    }
  }

  private void check(String name, String text, String condition, boolean noInherit) {
    notValidThenValidate(name, text);
    if (relation != null && !scope.mentionsNewColumn(Expressions.facts(condition))) {
      precheck(new Prechecks(catalog, relation, alter.only() || noInherit).check(name, condition));
    }
  }

  private void checkForeignKey(String name, TableConstraint.ForeignKey key) {
    checkForeignKey(
        name,
        key.columns(),
        catalog.relation(key.table()).orElse(null),
        key.referencedColumns(),
        key.actions());
  }

  private void checkForeignKey(
      String name,
      List<String> columns,
      @Nullable Relation referenced,
      List<String> keyed,
      ForeignKeyActions actions) {
    if (relation != null && referenced != null) {
      var full = actions.match().equals("FULL");
      precheck(
          new Prechecks(catalog, relation, true)
              .foreignKey(name, columns, referenced, keyed, full));
    }
  }

  private void precheck(@Nullable Command query) {
    if (query != null) {
      parts.precheck(query);
    }
  }

  private void key(AlterAction action, KeyRecipe key) {
    if (key.primary()) {
      key.columns().stream()
          .filter(column -> !scope.isNewAndNotNull(column))
          .forEach(column -> proofs.forKey(action, column));
    }
    var index = scope.drops(key.name()) ? names.free(List.of(), "new") : key.name();
    parts.build(key.index(table, index));
    parts.last(key.takeOver(index));
  }

  private void addColumn(AddColumn action) {
    var column = action.column();
    if (!scope.columnsFirst()) {
      parts.last(user.of(action.span()));
      return;
    }
    parts.column(
        "ADD COLUMN " + user.column(column, each -> scope.isSplitOff(column, each)),
        "DROP COLUMN IF EXISTS " + quote(column.name()));
    var inline = new HashSet<Constraint.Kind>();
    var checks = 0;
    var foreignKeys = 0;
    for (ColumnConstraint constraint : column.constraints()) {
      if (!scope.isSplitOff(column, constraint)) {
        continue;
      }
      if (constraint instanceof ColumnConstraint.Check it) {
        var kind = Constraint.Kind.CHECK;
        var name = name(action, kind, checks++, it.name(), List.of(column.name()), "check");
        check(name, user.from("check", it.span()), it.condition().text(), it.noInherit());
      } else if (constraint instanceof ColumnConstraint.References it) {
        var kind = Constraint.Kind.FOREIGN_KEY;
        var name = name(action, kind, foreignKeys++, it.name(), List.of(column.name()), "fkey");
        notValidThenValidate(
            name,
            "FOREIGN KEY (" + quote(column.name()) + ") " + user.from("references", it.span()));
      } else if (constraint instanceof ColumnConstraint.NotNull it) {
        proofs.inline(action, column.name(), it.name());
      } else {
        var key = KeyRecipe.of(action, constraint, names, user);
        if (key != null && inline.add(key.kind())) {
          key(action, key);
        }
      }
    }
  }

  private String name(
      AlterAction action,
      Constraint.Kind kind,
      int position,
      @Nullable String given,
      List<String> columns,
      String label) {
    return names.of(action, kind, position, given, columns, label);
  }

  private static String quote(String name) {
    return Identifiers.quote(name);
  }
}
