package io.safeddl.sql;

import io.safeddl.sql.tree.Expression;
import io.safeddl.sql.tree.Statement;

/** Views and materialized views (manual, CREATE VIEW, CREATE and REFRESH MATERIALIZED VIEW). */
final class ViewReader {
  private ViewReader() {}

  /** At {@code [RECURSIVE] VIEW}. */
  static Statement create(Cursor cursor, boolean replace, boolean temporary) {
    cursor.accept("recursive");
    cursor.expect("view");
    QualifiedName name = cursor.qualifiedName();
    if (cursor.atSymbol("(")) {
      cursor.columnList();
    }
    if (cursor.accept("with")) {
      Options.names(cursor);
    }
    cursor.expect("as");
    Cursor query = cursor.withoutTail("with", "check", "option");
    if (query == null) {
      query = cursor.withoutTail("with", "cascaded", "check", "option");
    }
    if (query == null) {
      query = cursor.withoutTail("with", "local", "check", "option");
    }
    Expression text = query(query == null ? cursor : query);
    cursor.finish();
    return new Statement.CreateView(
        name, replace, temporary || "pg_temp".equals(name.schema()), text);
  }

  /** At {@code MATERIALIZED VIEW}. */
  static Statement createMaterialized(Cursor cursor) {
    cursor.expect("materialized", "view");
    boolean ifNotExists = cursor.acceptIfNotExists();
    QualifiedName name = cursor.qualifiedName();
    if (cursor.atSymbol("(")) {
      cursor.columnList();
    }
    if (cursor.accept("using")) {
      cursor.name();
    }
    if (cursor.accept("with")) {
      Options.names(cursor);
    }
    if (cursor.accept("tablespace")) {
      cursor.name();
    }
    cursor.expect("as");
    boolean withData = !cursor.endsWith("with", "no", "data");
    return new Statement.CreateMaterializedView(name, ifNotExists, filledBy(cursor), withData);
  }

  /** The query of CREATE … AS, without WITH [NO] DATA behind it; takes all that is left. */
  static Expression filledBy(Cursor cursor) {
    Cursor query = cursor.withoutTail("with", "no", "data");
    if (query == null) {
      query = cursor.withoutTail("with", "data");
    }
    Expression text = query(query == null ? cursor : query);
    cursor.finish();
    return text;
  }

  private static Expression query(Cursor cursor) {
    if (!cursor.atAny("select", "with", "values", "table", "execute") && !cursor.atSymbol("(")) {
      throw cursor.unexpected("a query");
    }
    return cursor.rest();
  }

  /** At {@code REFRESH}. */
  static Statement refresh(Cursor cursor) {
    cursor.expect("refresh", "materialized", "view");
    boolean concurrently = cursor.accept("concurrently");
    QualifiedName name = cursor.qualifiedName();
    boolean withData = !cursor.accept("with", "no", "data");
    if (withData) {
      cursor.accept("with", "data");
    }
    return new Statement.RefreshMaterializedView(name, concurrently, withData);
  }
}
