package io.safeddl.sql;

import io.safeddl.sql.tree.Expression;
import io.safeddl.sql.tree.IndexElement;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** {@code CREATE INDEX} (manual, CREATE INDEX). */
final class IndexReader {
  private IndexReader() {}

  /** Behind {@code CREATE [UNIQUE]}, at {@code INDEX}. */
  static Statement create(Cursor cursor, boolean unique) {
    cursor.expect("index");
    Span indexKeyword = cursor.lastSpan();
    boolean concurrently = cursor.accept("concurrently");
    boolean ifNotExists = cursor.acceptIfNotExists();
    QualifiedName name = cursor.at("on") ? null : QualifiedName.of(cursor.name());
    cursor.expect("on");
    Span onKeyword = cursor.lastSpan();
    boolean only = cursor.accept("only");
    boolean parenthesized = only && cursor.acceptSymbol("(");
    QualifiedName table = cursor.qualifiedName();
    if (parenthesized) {
      cursor.expectSymbol(")");
    } else if (!only) {
      cursor.acceptSymbol("*");
    }
    String method = cursor.accept("using") ? cursor.name() : "btree";
    List<IndexElement> elements = elements(cursor);
    List<String> include = cursor.accept("include") ? included(cursor) : List.of();
    boolean notDistinct = ConstraintReader.nullsNotDistinct(cursor);
    if (cursor.accept("with")) {
      Options.names(cursor);
    }
    if (cursor.accept("tablespace")) {
      cursor.name();
    }
    Expression where = cursor.accept("where") ? cursor.rest() : null;
    return new Statement.CreateIndex(
        name,
        table,
        unique,
        concurrently,
        ifNotExists,
        only,
        method,
        elements,
        include,
        notDistinct,
        where,
        indexKeyword,
        onKeyword);
  }

  private static List<String> included(Cursor cursor) {
    List<String> columns = new ArrayList<>(2);
    for (IndexElement element : elements(cursor)) {
      if (element.column() == null) {
        // "expressions are not supported in included columns" in the server.
        throw cursor.unexpected("columns in INCLUDE");
      }
      columns.add(element.column());
    }
    return columns;
  }

  private static List<IndexElement> elements(Cursor cursor) {
    List<IndexElement> elements = new ArrayList<>(2);
    cursor.expectSymbol("(");
    do {
      elements.add(element(cursor));
    } while (cursor.acceptSymbol(","));
    cursor.expectSymbol(")");
    return elements;
  }

  private static IndexElement element(Cursor cursor) {
    int first = cursor.position();
    String column = null;
    Expression expression = null;
    if (cursor.atSymbol("(")) {
      expression = cursor.parenthesized();
    } else if (cursor.atName() && !atCall(cursor)) {
      column = cursor.name();
    } else {
      call(cursor);
      expression = cursor.expressionFrom(first);
    }
    boolean plain = column != null;
    if (cursor.accept("collate")) {
      cursor.qualifiedName();
      plain = false;
    }
    if (cursor.atName() && !cursor.at("nulls")) {
      cursor.qualifiedName();
      if (cursor.atSymbol("(")) {
        Options.names(cursor);
      }
      plain = false;
    }
    if (cursor.accept("desc")) {
      plain = false;
    } else {
      cursor.accept("asc");
    }
    if (cursor.accept("nulls")) {
      boolean last = cursor.accept("last");
      if (!last) {
        cursor.expect("first");
      }
      plain &= last;
    }
    return new IndexElement(column, expression, plain);
  }

  /** A function call may stand without parentheses of its own; so may CURRENT_DATE and the like. */
  private static boolean atCall(Cursor cursor) {
    return cursor.peek(1).isSymbol("(") || cursor.peek(1).isSymbol(".");
  }

  private static void call(Cursor cursor) {
    cursor.label();
    while (cursor.acceptSymbol(".")) {
      cursor.label();
    }
    if (cursor.atSymbol("(")) {
      cursor.parentheses();
    }
  }
}
