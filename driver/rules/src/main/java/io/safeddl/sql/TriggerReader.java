package io.safeddl.sql;

import io.safeddl.sql.tree.Statement;

/** {@code CREATE TRIGGER}, {@code RULE} and {@code POLICY} (manual, the pages of these names). */
final class TriggerReader {
  private TriggerReader() {}

  /** At {@code [CONSTRAINT] TRIGGER}. */
  static Statement create(Cursor cursor, boolean replace) {
    boolean constraint = cursor.accept("constraint");
    cursor.expect("trigger");
    String name = cursor.name();
    if (!cursor.accept("before") && !cursor.accept("after")) {
      cursor.expect("instead", "of");
    }
    do {
      event(cursor);
    } while (cursor.accept("or"));
    cursor.expect("on");
    QualifiedName table = cursor.qualifiedName();
    QualifiedName from = constraint && cursor.accept("from") ? cursor.qualifiedName() : null;
    if (constraint) {
      ConstraintAttributes.ofTable(cursor);
    }
    if (cursor.accept("referencing")) {
      transitionTables(cursor);
    }
    if (cursor.accept("for")) {
      cursor.accept("each");
      if (!cursor.accept("row")) {
        cursor.expect("statement");
      }
    }
    if (cursor.accept("when")) {
      cursor.parentheses();
    }
    cursor.expect("execute");
    if (!cursor.accept("function")) {
      cursor.expect("procedure");
    }
    cursor.qualifiedName();
    cursor.parentheses();
    return new Statement.CreateTrigger(name, table, from, replace);
  }

  private static void event(Cursor cursor) {
    if (cursor.accept("update")) {
      if (cursor.accept("of")) {
        do {
          cursor.name();
        } while (cursor.acceptSymbol(","));
      }
    } else if (!cursor.accept("insert") && !cursor.accept("delete")) {
      cursor.expect("truncate");
    }
  }

  private static void transitionTables(Cursor cursor) {
    do {
      if (!cursor.accept("old")) {
        cursor.expect("new");
      }
      if (!cursor.accept("table")) {
        cursor.expect("row");
      }
      cursor.accept("as");
      cursor.name();
    } while (cursor.atAny("old", "new"));
  }

  /** At {@code RULE}. The commands behind DO run only when the rule fires. */
  static Statement rule(Cursor cursor) {
    cursor.expect("rule");
    String name = cursor.name();
    cursor.expect("as", "on");
    if (!cursor.atAny("select", "insert", "update", "delete")) {
      throw cursor.unexpected("an event");
    }
    cursor.advance();
    cursor.expect("to");
    QualifiedName table = cursor.qualifiedName();
    if (cursor.accept("where")) {
      while (!cursor.done() && !cursor.at("do")) {
        cursor.skip();
      }
    }
    cursor.expect("do");
    if (!cursor.accept("instead")) {
      cursor.accept("also");
    }
    if (!cursor.accept("nothing")) {
      cursor.rest();
    }
    return new Statement.CreateRule(name, table);
  }

  /** At {@code POLICY}. */
  static Statement createPolicy(Cursor cursor) {
    cursor.expect("policy");
    String name = cursor.name();
    cursor.expect("on");
    QualifiedName table = cursor.qualifiedName();
    if (cursor.accept("as")) {
      cursor.label();
    }
    if (cursor.accept("for")) {
      if (!cursor.atAny("all", "select", "insert", "update", "delete")) {
        throw cursor.unexpected("a command");
      }
      cursor.advance();
    }
    policyClauses(cursor);
    return new Statement.Policy(name, table, true);
  }

  /** {@code [TO role, …] [USING (…)] [WITH CHECK (…)]}. */
  static void policyClauses(Cursor cursor) {
    if (cursor.accept("to")) {
      do {
        cursor.label();
      } while (cursor.acceptSymbol(","));
    }
    if (cursor.accept("using")) {
      cursor.parentheses();
    }
    if (cursor.accept("with", "check")) {
      cursor.parentheses();
    }
  }
}
