package io.safeddl.sql;

import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.PartitionBound;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ALTER TABLE}, and ALTER of the other relations, whose actions the server reads by the same
 * grammar (manual, ALTER TABLE, ALTER INDEX, ALTER VIEW, ALTER SEQUENCE …).
 */
final class AlterTableReader {
  private AlterTableReader() {}

  /** Behind {@code ALTER TABLE}, {@code ALTER INDEX} and so on. */
  static Statement read(Cursor cursor, ObjectKind kind) {
    if (cursor.accept("all", "in", "tablespace")) {
      return allInTablespace(cursor, kind);
    }
    boolean ifExists = cursor.acceptIfExists();
    boolean only = cursor.accept("only");
    boolean parenthesized = only && cursor.acceptSymbol("(");
    QualifiedName name = cursor.qualifiedName();
    if (parenthesized) {
      cursor.expectSymbol(")");
    }
    if (!only) {
      cursor.acceptSymbol("*");
    }
    return new Statement.AlterTable(kind, name, only, ifExists, actions(cursor, kind));
  }

  private static Statement allInTablespace(Cursor cursor, ObjectKind kind) {
    cursor.name();
    if (cursor.accept("owned", "by")) {
      do {
        cursor.label();
      } while (cursor.acceptSymbol(","));
    }
    cursor.expect("set", "tablespace");
    cursor.name();
    cursor.accept("nowait");
    return new Statement.AlterAllInTablespace(kind);
  }

  private static List<AlterAction> actions(Cursor cursor, ObjectKind kind) {
    List<AlterAction> actions = new ArrayList<>(1);
    if (cursor.atAny("rename", "attach", "detach", "no", "depends") || cursor.at("set", "schema")) {
      AlterAction alone = standingAlone(cursor, kind);
      if (alone != null) {
        actions.add(alone);
        return actions;
      }
    }
    do {
      actions.add(action(cursor, kind));
    } while (cursor.acceptSymbol(","));
    return actions;
  }

  /** The forms that the grammar does not let into a list. */
  private static @Nullable AlterAction standingAlone(Cursor cursor, ObjectKind kind) {
    int mark = cursor.mark();
    if (cursor.accept("rename")) {
      return rename(cursor, mark);
    }
    if (cursor.accept("set", "schema")) {
      return new AlterAction.SetSchema(cursor.name(), cursor.since(mark));
    }
    if (cursor.accept("attach", "partition")) {
      QualifiedName partition = cursor.qualifiedName();
      return kind == ObjectKind.INDEX
          ? new AlterAction.AttachIndexPartition(partition, cursor.since(mark))
          : new AlterAction.AttachPartition(partition, bound(cursor), cursor.since(mark));
    }
    if (cursor.accept("detach", "partition")) {
      QualifiedName partition = cursor.qualifiedName();
      boolean concurrently = cursor.accept("concurrently");
      boolean finalizes = !concurrently && cursor.accept("finalize");
      return new AlterAction.DetachPartition(
          partition, concurrently, finalizes, cursor.since(mark));
    }
    if (cursor.accept("depends", "on", "extension")
        || cursor.accept("no", "depends", "on", "extension")) {
      cursor.name();
      return new AlterAction.DependsOnExtension(cursor.since(mark));
    }
    return null;
  }

  private static AlterAction rename(Cursor cursor, int mark) {
    if (cursor.accept("to")) {
      return new AlterAction.RenameTo(cursor.name(), cursor.since(mark));
    }
    if (cursor.accept("constraint")) {
      String name = cursor.name();
      cursor.expect("to");
      return new AlterAction.RenameConstraint(name, cursor.name(), cursor.since(mark));
    }
    cursor.accept("column");
    String column = cursor.name();
    cursor.expect("to");
    return new AlterAction.RenameColumn(column, cursor.name(), cursor.since(mark));
  }

  /** {@code FOR VALUES IN | FROM … TO | WITH (…)}, or {@code DEFAULT}. */
  static PartitionBound bound(Cursor cursor) {
    int mark = cursor.mark();
    boolean isDefault = cursor.accept("default");
    if (!isDefault) {
      cursor.expect("for", "values");
      if (cursor.accept("from")) {
        cursor.parentheses();
        cursor.expect("to");
      } else if (!cursor.accept("in")) {
        cursor.expect("with");
      }
      cursor.parentheses();
    }
    return new PartitionBound(isDefault, cursor.textSince(mark), cursor.since(mark));
  }

  private static AlterAction action(Cursor cursor, ObjectKind kind) {
    int mark = cursor.mark();
    if (kind == ObjectKind.SEQUENCE && SequenceOptions.at(cursor)) {
      SequenceOptions.read(cursor);
      return new AlterAction.SequenceOptions(cursor.since(mark));
    }
    if (cursor.accept("add")) {
      return add(cursor, mark);
    }
    if (cursor.accept("drop")) {
      return drop(cursor, mark);
    }
    if (cursor.accept("alter")) {
      return AlterColumnReader.read(cursor, mark);
    }
    if (cursor.accept("validate", "constraint")) {
      return new AlterAction.ValidateConstraint(cursor.name(), cursor.since(mark));
    }
    if (cursor.atAny("enable", "disable", "force") || cursor.at("no", "force")) {
      return enable(cursor, mark);
    }
    if (cursor.accept("cluster", "on")) {
      return new AlterAction.ClusterOn(cursor.name(), cursor.since(mark));
    }
    if (cursor.accept("set")) {
      return set(cursor, mark);
    }
    if (cursor.accept("reset")) {
      return new AlterAction.SetOptions(Options.names(cursor), true, cursor.since(mark));
    }
    if (cursor.accept("inherit")) {
      return new AlterAction.Inherit(cursor.qualifiedName(), true, cursor.since(mark));
    }
    if (cursor.accept("no", "inherit")) {
      return new AlterAction.Inherit(cursor.qualifiedName(), false, cursor.since(mark));
    }
    if (cursor.accept("of")) {
      return new AlterAction.OfType(cursor.qualifiedName(), cursor.since(mark));
    }
    if (cursor.accept("not", "of")) {
      return new AlterAction.OfType(null, cursor.since(mark));
    }
    if (cursor.accept("owner", "to")) {
      return new AlterAction.OwnerTo(cursor.label(), cursor.since(mark));
    }
    if (cursor.accept("replica", "identity")) {
      return replicaIdentity(cursor, mark);
    }
    if (kind == ObjectKind.FOREIGN_TABLE && cursor.accept("options")) {
      cursor.parentheses();
      return new AlterAction.SetOptions(List.of(), false, cursor.since(mark));
    }
    throw cursor.unexpected("an action of ALTER " + kind.keyword());
  }

  private static AlterAction add(Cursor cursor, int mark) {
    if (ConstraintReader.atConstraint(cursor)) {
      return new AlterAction.AddConstraint(ConstraintReader.read(cursor), cursor.since(mark));
    }
    cursor.accept("column");
    boolean ifNotExists = cursor.acceptIfNotExists();
    return new AlterAction.AddColumn(
        ColumnReader.definition(cursor), ifNotExists, cursor.since(mark));
  }

  private static AlterAction drop(Cursor cursor, int mark) {
    boolean constraint = cursor.accept("constraint");
    if (!constraint) {
      cursor.accept("column");
    }
    boolean ifExists = cursor.acceptIfExists();
    String name = cursor.name();
    boolean cascade = cursor.acceptCascade();
    return constraint
        ? new AlterAction.DropConstraint(name, ifExists, cascade, cursor.since(mark))
        : new AlterAction.DropColumn(name, ifExists, cascade, cursor.since(mark));
  }

  private static AlterAction enable(Cursor cursor, int mark) {
    boolean no = cursor.accept("no");
    String verb = cursor.advance().value();
    if (cursor.accept("row", "level", "security")) {
      String words = (no ? "NO " : "") + Identifiers.upper(verb);
      return new AlterAction.RowSecurity(words, cursor.since(mark));
    }
    if (verb.equals("force")) {
      throw cursor.unexpected("ROW LEVEL SECURITY");
    }
    boolean enable = verb.equals("enable");
    if (enable && !cursor.accept("replica")) {
      cursor.accept("always");
    }
    if (cursor.accept("rule")) {
      return new AlterAction.SwitchRule(cursor.name(), enable, cursor.since(mark));
    }
    cursor.expect("trigger");
    String name = cursor.accept("all") || cursor.accept("user") ? null : cursor.name();
    return new AlterAction.SwitchTrigger(name, enable, cursor.since(mark));
  }

  private static AlterAction set(Cursor cursor, int mark) {
    if (cursor.accept("without")) {
      if (cursor.accept("cluster")) {
        return new AlterAction.ClusterOn(null, cursor.since(mark));
      }
      cursor.expect("oids");
      return new AlterAction.SetWithoutOids(cursor.since(mark));
    }
    if (cursor.accept("tablespace")) {
      return new AlterAction.SetTablespace(cursor.name(), cursor.since(mark));
    }
    if (cursor.accept("logged")) {
      return new AlterAction.SetLogged(true, cursor.since(mark));
    }
    if (cursor.accept("unlogged")) {
      return new AlterAction.SetLogged(false, cursor.since(mark));
    }
    if (cursor.accept("access", "method")) {
      String method = cursor.accept("default") ? "default" : cursor.name();
      return new AlterAction.SetAccessMethod(method, cursor.since(mark));
    }
    return new AlterAction.SetOptions(Options.names(cursor), false, cursor.since(mark));
  }

  private static AlterAction replicaIdentity(Cursor cursor, int mark) {
    if (cursor.accept("using", "index")) {
      return new AlterAction.ReplicaIdentity(cursor.name(), "USING INDEX", cursor.since(mark));
    }
    if (!cursor.atAny("default", "full", "nothing")) {
      throw cursor.unexpected("DEFAULT, FULL, NOTHING or USING INDEX");
    }
    String words = Identifiers.upper(cursor.advance().value());
    return new AlterAction.ReplicaIdentity(null, words, cursor.since(mark));
  }
}
