package io.safeddl.sql;

import io.safeddl.sql.tree.Expression;
import io.safeddl.sql.tree.ForeignKeyActions;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table constraints (manual, CREATE TABLE and ALTER TABLE, {@code table_constraint}). */
final class ConstraintReader {
  private ConstraintReader() {}

  /** True where a table constraint begins, and not a column. */
  static boolean atConstraint(Cursor cursor) {
    return cursor.atAny("constraint", "check", "unique", "primary", "foreign")
        || cursor.at("not", "null")
        || (cursor.at("exclude") && (cursor.peek(1).is("using") || cursor.peek(1).isSymbol("(")));
  }

  static TableConstraint read(Cursor cursor) {
    int mark = cursor.mark();
    String name = cursor.accept("constraint") ? cursor.name() : null;
    if (cursor.accept("check")) {
      Expression condition = cursor.parenthesized();
      ConstraintAttributes attributes = ConstraintAttributes.ofTable(cursor);
      return new TableConstraint.Check(
          name,
          condition,
          attributes.noInherit(),
          attributes.notValid(),
          attributes.enforced(),
          cursor.since(mark));
    }
    if (cursor.accept("not", "null")) {
      String column = cursor.name();
      ConstraintAttributes attributes = ConstraintAttributes.ofTable(cursor);
      return new TableConstraint.NotNull(
          name, column, attributes.noInherit(), attributes.notValid(), cursor.since(mark));
    }
    if (cursor.accept("unique")) {
      return unique(cursor, mark, name);
    }
    if (cursor.accept("primary", "key")) {
      return primaryKey(cursor, mark, name);
    }
    if (cursor.accept("exclude")) {
      return exclude(cursor, mark, name);
    }
    if (cursor.accept("foreign", "key")) {
      return foreignKey(cursor, mark, name);
    }
    throw cursor.unexpected("a constraint");
  }

  private static TableConstraint unique(Cursor cursor, int mark, @Nullable String name) {
    boolean notDistinct = nullsNotDistinct(cursor);
    Key key = key(cursor);
    ConstraintAttributes attributes = ConstraintAttributes.ofTable(cursor);
    return new TableConstraint.Unique(
        name,
        key.columns,
        key.include,
        notDistinct,
        key.withoutOverlaps,
        key.usingIndex,
        attributes.deferralOrDefault(),
        cursor.since(mark));
  }

  private static TableConstraint primaryKey(Cursor cursor, int mark, @Nullable String name) {
    Key key = key(cursor);
    ConstraintAttributes attributes = ConstraintAttributes.ofTable(cursor);
    return new TableConstraint.PrimaryKey(
        name,
        key.columns,
        key.include,
        key.withoutOverlaps,
        key.usingIndex,
        attributes.deferralOrDefault(),
        cursor.since(mark));
  }

  private record Key(
      List<String> columns,
      List<String> include,
      boolean withoutOverlaps,
      @Nullable String usingIndex) {}

  private static Key key(Cursor cursor) {
    if (cursor.accept("using", "index")) {
      return new Key(List.of(), List.of(), false, cursor.name());
    }
    List<String> columns = new ArrayList<>(2);
    boolean withoutOverlaps = false;
    cursor.expectSymbol("(");
    do {
      columns.add(cursor.name());
      withoutOverlaps = cursor.accept("without", "overlaps");
    } while (!withoutOverlaps && cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    List<String> include = cursor.accept("include") ? cursor.columnList() : List.of();
    indexOptions(cursor);
    return new Key(columns, include, withoutOverlaps, null);
  }

  private static TableConstraint exclude(Cursor cursor, int mark, @Nullable String name) {
    String method = cursor.accept("using") ? cursor.name() : "btree";
    cursor.parentheses();
    if (cursor.accept("include")) {
      cursor.columnList();
    }
    indexOptions(cursor);
    if (cursor.accept("where")) {
      cursor.parentheses();
    }
    ConstraintAttributes attributes = ConstraintAttributes.ofTable(cursor);
    return new TableConstraint.Exclude(
        name, method, attributes.deferralOrDefault(), cursor.since(mark));
  }

  private static TableConstraint foreignKey(Cursor cursor, int mark, @Nullable String name) {
    List<String> columns = keyColumns(cursor);
    cursor.expect("references");
    QualifiedName table = cursor.qualifiedName();
    List<String> referenced = cursor.atSymbol("(") ? keyColumns(cursor) : List.of();
    ForeignKeyActions actions = foreignKeyActions(cursor);
    ConstraintAttributes attributes = ConstraintAttributes.ofTable(cursor);
    return new TableConstraint.ForeignKey(
        name,
        columns,
        table,
        referenced,
        actions,
        attributes.deferralOrDefault(),
        attributes.notValid(),
        attributes.enforced(),
        cursor.since(mark));
  }

  /** {@code (a, b, PERIOD c)}; a temporal key's column (18+) is named by itself. */
  private static List<String> keyColumns(Cursor cursor) {
    List<String> columns = new ArrayList<>(2);
    cursor.expectSymbol("(");
    do {
      if (cursor.at("period") && !cursor.peek(1).isSymbol(",") && !cursor.peek(1).isSymbol(")")) {
        cursor.advance();
      }
      columns.add(cursor.name());
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return columns;
  }

  /** {@code [NULLS [NOT] DISTINCT]}; true for NOT DISTINCT (15+). */
  static boolean nullsNotDistinct(Cursor cursor) {
    if (cursor.accept("nulls", "not", "distinct")) {
      return true;
    }
    cursor.accept("nulls", "distinct");
    return false;
  }

  /** {@code [WITH (…)] [USING INDEX TABLESPACE name]}. */
  static void indexOptions(Cursor cursor) {
    if (cursor.accept("with")) {
      cursor.parentheses();
    }
    if (cursor.accept("using", "index", "tablespace")) {
      cursor.name();
    }
  }

  /** {@code [MATCH …] [ON DELETE …] [ON UPDATE …]}. */
  static ForeignKeyActions foreignKeyActions(Cursor cursor) {
    String match = ForeignKeyActions.DEFAULT.match();
    if (cursor.accept("match")) {
      if (!cursor.atAny("full", "partial", "simple")) {
        throw cursor.unexpected("FULL, PARTIAL or SIMPLE");
      }
      match = Identifiers.upper(cursor.advance().value());
    }
    String onDelete = ForeignKeyActions.DEFAULT.onDelete();
    String onUpdate = ForeignKeyActions.DEFAULT.onUpdate();
    while (cursor.at("on")) {
      if (cursor.accept("on", "delete")) {
        onDelete = action(cursor);
      } else {
        cursor.expect("on", "update");
        onUpdate = action(cursor);
      }
    }
    return new ForeignKeyActions(match, onDelete, onUpdate);
  }

  private static String action(Cursor cursor) {
    if (cursor.accept("no", "action")) {
      return "NO ACTION";
    }
    if (cursor.accept("restrict")) {
      return "RESTRICT";
    }
    if (cursor.accept("cascade")) {
      return "CASCADE";
    }
    cursor.expect("set");
    String action = cursor.accept("null") ? "SET NULL" : "SET DEFAULT";
    if (action.equals("SET DEFAULT")) {
      cursor.expect("default");
    }
    if (cursor.atSymbol("(")) {
      cursor.columnList();
    }
    return action;
  }
}
