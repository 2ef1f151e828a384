package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Span;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.AlterAction.DropColumn;
import io.safeddl.sql.tree.AlterAction.DropConstraint;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that PostgreSQL would choose for the constraints of an ALTER TABLE, told by following
 * it; and names for helpers that nothing has.
 */
final class AlterNames {
  private final AlterTable alter;
  private final Catalog before;
  private final @Nullable Relation table;
  private final SchemaModel after;
  private final IdentityHashMap<AlterAction, List<Constraint>> made = new IdentityHashMap<>();
  private final Set<String> helpers = new HashSet<>();

  /** The names for constraints of a table that is not known. */
  private final Map<Guess, String> guessed = new HashMap<>();

  /** Which constraint of which action. */
  private record Guess(Span action, Constraint.Kind kind, int position) {}

  AlterNames(AlterTable alter, Catalog catalog) {
    this.alter = alter;
    this.before = catalog;
    this.table = catalog.relation(alter.name()).orElse(null);
    this.after = follow();
  }

  private SchemaModel follow() {
    var model = SchemaModel.over(before);
    if (table == null) {
      return model;
    }
    // Under the name that the catalog knows: what the user wrote may be longer than it can be.
    var named =
        new AlterTable(alter.kind(), table.name(), alter.only(), alter.ifExists(), alter.actions());
    var ordered = new ArrayList<>(alter.actions());
    ordered.sort(Comparator.comparingInt(AlterNames::pass)); // stable
    for (AlterAction action : ordered) {
      var known = constraints(model);
      model = model.after(only(named, action));
      made.put(action, constraints(model).stream().filter(c -> !known.contains(c)).toList());
    }
    return model;
  }

  private List<Constraint> constraints(SchemaModel model) {
    return table == null
        ? List.of()
        : model.relation(table.name()).map(Relation::constraints).orElse(List.of());
  }

  /** The same ALTER with one of its actions. */
  static AlterTable only(AlterTable alter, AlterAction action) {
    return new AlterTable(
        alter.kind(), alter.name(), alter.only(), alter.ifExists(), List.of(action));
  }

  /** PostgreSQL drops first, then come columns, keys, and the other constraints. */
  private static int pass(AlterAction action) {
    if (action instanceof DropColumn || action instanceof DropConstraint) {
      return 0;
    }
    if (!(action instanceof AddConstraint add)) {
      return 1;
    }
    return add.constraint() instanceof TableConstraint.Unique
            || add.constraint() instanceof TableConstraint.PrimaryKey
        ? 2
        : 3;
  }

  /**
   * The name of a constraint that the action makes.
   *
   * @param position which of that kind, from 0
   * @param columns for the guess where the table is not known
   */
  String of(
      AlterAction action,
      Constraint.Kind kind,
      int position,
      @Nullable String given,
      List<String> columns,
      String label) {
    var found =
        made.getOrDefault(action, List.of()).stream().filter(c -> c.kind() == kind).toList();
    if (position < found.size()) {
      return found.get(position).name();
    }
    return guessed.computeIfAbsent(
        new Guess(action.span(), kind, position), guess -> guess(given, columns, label));
  }

  /** What the server would choose if the table had only what statements before have given it. */
  private String guess(@Nullable String given, List<String> columns, String label) {
    if (given != null) {
      return ObjectNames.truncate(given);
    }
    var addition = columns.isEmpty() ? null : String.join("_", columns);
    return ObjectNames.choose(
        alter.name().name(),
        addition,
        label,
        name -> guessed.containsValue(name) || !before.constraintsNamed(schema(), name).isEmpty());
  }

  private String schema() {
    var written = table == null ? alter.name().schema() : table.name().schema();
    return written != null ? written : before.searchPath().stream().findFirst().orElse("public");
  }

  /** The name of the NOT NULL constraint that a primary key makes for its column (18). */
  String notNull(AlterAction key, String column) {
    for (Constraint constraint : made.getOrDefault(key, List.of())) {
      if (constraint.kind() == Constraint.Kind.NOT_NULL && constraint.columns().contains(column)) {
        return constraint.name();
      }
    }
    return free(List.of(column), "not_null");
  }

  /** A name that no constraint and no relation of the schema has, nor gets by the statement. */
  String free(List<String> columns, String label) {
    var addition = columns.isEmpty() ? null : String.join("_", columns);
    var owner = table == null ? alter.name() : table.name();
    var name = ObjectNames.choose(owner.name(), addition, label, this::isTaken);
    helpers.add(name);
    return name;
  }

  private boolean isTaken(String name) {
    var schema = table == null ? alter.name().schema() : table.name().schema();
    var full = QualifiedName.of(schema, name);
    return helpers.contains(name)
        || before.relation(full).isPresent()
        || after.relation(full).isPresent()
        || constraints(after).stream().anyMatch(c -> c.name().equals(name))
        || (table != null && table.constraint(name).isPresent())
        || (schema != null
            && !(before.constraintsNamed(schema, name).isEmpty()
                && after.constraintsNamed(schema, name).isEmpty()));
  }
}
