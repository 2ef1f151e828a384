package io.safeddl.rule.advice;

import io.safeddl.rule.advice.Command.Violation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an ALTER TABLE is taken apart into. All that is brief and cannot be taken back goes into one
 * last ALTER, so that a failure before it leaves the table as it was:
 *
 * <ol>
 *   <li>queries for rows that would violate a constraint;
 *   <li>one ALTER that adds new columns, where constraints need them, and constraints NOT VALID;
 *   <li>outside any transaction: VALIDATE, and concurrent builds;
 *   <li>where a foreign key may point to a key that comes with it, one ALTER that makes the keys of
 *       their indexes, and the foreign keys NOT VALID; then their VALIDATE;
 *   <li>one ALTER with all the rest, and behind it, in the same transaction, what clears helpers
 *       away.
 * </ol>
 */
final class AlterParts {
  private final Target table;
  private final String undo;
  private final List<Command> prechecks = new ArrayList<>();
  private final List<String> columns = new ArrayList<>();
  private final List<String> early = new ArrayList<>();
  private final List<String> undoColumns = new ArrayList<>();
  private final List<String> undoEarly = new ArrayList<>();
  private final List<Command> online = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<String> undoKeys = new ArrayList<>();
  private final List<Command> onlineBehindKeys = new ArrayList<>();
  private final List<String> late = new ArrayList<>();
  private final Set<String> behind = new LinkedHashSet<>();

  /**
   * @param undo the words before the actions that take back the first ALTER
   */
  AlterParts(Target table, String undo) {
    this.table = table;
    this.undo = undo;
  }

  void precheck(Command query) {
    prechecks.add(query);
  }

  /** A new column that constraints need. */
  void column(String action, String undoAction) {
    columns.add(action);
    undoColumns.add(undoAction);
  }

  /** A constraint that is added NOT VALID. */
  void constraint(String action, String undoAction) {
    early.add(action);
    undoEarly.add(undoAction);
  }

  void validate(String constraint) {
    online.add(Command.online(table.alter("VALIDATE CONSTRAINT " + constraint)));
  }

  /** A CHECK that proves something else. */
  void validate(String constraint, Violation violation) {
    online.add(Command.online(table.alter("VALIDATE CONSTRAINT " + constraint), violation));
  }

  void build(Command index) {
    online.add(index);
  }

  /** A command of a recipe for partitions, which tells itself how it is taken back. */
  void step(Command command) {
    if (command.kind() == Command.Kind.PRECHECK) {
      prechecks.add(command);
    } else {
      online.add(command);
    }
  }

  /** A key, or a constraint that may need it, before the last ALTER. */
  void key(String action, String undoAction) {
    keys.add(action);
    undoKeys.add(0, undoAction); // what needs a key goes before it
  }

  void validateBehindKeys(String constraint) {
    onlineBehindKeys.add(Command.online(table.alter("VALIDATE CONSTRAINT " + constraint)));
  }

  /** An action of the last ALTER. */
  void last(String action) {
    late.add(action);
  }

  /** An action of an ALTER of its own, in the transaction of the last one. */
  void behind(String action) {
    behind.add(action);
  }

  /** The commands; empty where nothing would run apart. */
  List<Command> commands() {
    if (online.isEmpty()) {
      return List.of();
    }
    var commands = new ArrayList<Command>(prechecks);
    var first = Recipe.join(columns, early);
    if (!first.isEmpty()) {
      commands.add(
          Command.guarded(
              table.alter(String.join(", ", first)),
              undo + " " + String.join(", ", Recipe.join(undoEarly, undoColumns))));
    }
    commands.addAll(online);
    if (!keys.isEmpty()) {
      commands.add(
          Command.guarded(
              table.alter(String.join(", ", keys)), undo + " " + String.join(", ", undoKeys)));
      commands.addAll(onlineBehindKeys);
    }
    var last = new ArrayList<String>();
    if (!late.isEmpty()) {
      last.add(table.alter(String.join(", ", late)));
    }
    for (String action : behind) {
      last.add(table.alter(action));
    }
    if (!last.isEmpty()) {
      commands.add(Command.guarded(String.join(";\n", last)));
    }
    return commands;
  }
}
