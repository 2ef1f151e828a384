package io.safeddl.sql;

import io.safeddl.sql.tree.Statement;

/** Statements that hold another one: {@code EXPLAIN}, {@code PREPARE} and {@code COPY (…)}. */
final class WrappedReader {
  private WrappedReader() {}

  static Statement explain(Cursor cursor) {
    cursor.expect("explain");
    boolean analyze;
    if (cursor.atSymbol("(") && !isParenthesizedQuery(cursor)) {
      Flags flags = Flags.read(cursor);
      analyze = flags.isOn("analyze") || flags.isOn("analyse");
    } else {
      analyze = cursor.accept("analyze") || cursor.accept("analyse");
      cursor.accept("verbose");
    }
    return new Statement.Explain(analyze, inner(cursor));
  }

  /** {@code EXPLAIN (SELECT …)} has no options: SELECT is no name of one. */
  private static boolean isParenthesizedQuery(Cursor cursor) {
    int ahead = 0;
    while (cursor.peek(ahead).isSymbol("(")) {
      ahead++;
    }
    Token token = cursor.peek(ahead);
    return ahead > 1
        || token.is("select")
        || token.is("with")
        || token.is("table")
        || (token.is("values") && cursor.peek(ahead + 1).isSymbol("("));
  }

  static Statement prepare(Cursor cursor) {
    cursor.expect("prepare");
    if (cursor.accept("transaction")) {
      cursor.string();
      return new Statement.Transaction(Statement.Transaction.Kind.PREPARE, null);
    }
    String name = cursor.name();
    if (cursor.atSymbol("(")) {
      cursor.parentheses();
    }
    cursor.expect("as");
    return new Statement.Prepare(name, inner(cursor));
  }

  /** What the grammar lets stand here; never again a wrapped statement. */
  private static Statement inner(Cursor cursor) {
    boolean allowed =
        cursor.atSymbol("(")
            || cursor.atAny(
                "select", "insert", "update", "delete", "merge", "with", "values", "table")
            || cursor.atAny("create", "refresh", "execute", "declare");
    if (!allowed) {
      throw cursor.unexpected("a statement that can stand here");
    }
    return StatementReader.statement(cursor);
  }

  static Statement copy(Cursor cursor) {
    cursor.expect("copy");
    QualifiedName table = null;
    Statement query = null;
    if (cursor.atSymbol("(")) {
      int first = cursor.position() + 1;
      cursor.parentheses();
      Cursor inside = cursor.slice(first, cursor.position() - 1);
      query = inner(inside);
      inside.expectEnd();
    } else {
      cursor.accept("binary");
      table = cursor.qualifiedName();
      if (cursor.atSymbol("(")) {
        cursor.columnList();
      }
    }
    boolean from = query == null && cursor.accept("from");
    if (!from) {
      cursor.expect("to");
    }
    String program = null;
    if (cursor.accept("program")) {
      program = cursor.string();
    } else if (cursor.peek().kind() == Token.Kind.STRING) {
      cursor.string();
    } else if (!cursor.accept("stdin")) {
      cursor.expect("stdout");
    }
    if (!cursor.done()) {
      cursor.rest();
    }
    return new Statement.Copy(table, from, query, program);
  }
}
