package io.safeddl.sql;

import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;
import org.jspecify.annotations.Nullable;

/** {@code COMMENT ON … IS …} (manual, COMMENT). */
final class CommentReader {
  private CommentReader() {}

  static Statement read(Cursor cursor) {
    cursor.expect("comment", "on");
    Statement.Comment comment = object(cursor);
    cursor.expect("is");
    if (!cursor.accept("null")) {
      cursor.string();
    }
    return comment;
  }

  private static Statement.Comment object(Cursor cursor) {
    if (cursor.accept("table")) {
      return on(ObjectKind.TABLE, cursor.qualifiedName());
    }
    if (cursor.accept("column")) {
      return on(ObjectKind.TABLE, tableOfColumn(cursor));
    }
    if (cursor.accept("index")) {
      return on(ObjectKind.INDEX, cursor.qualifiedName());
    }
    if (cursor.accept("view")) {
      return on(ObjectKind.VIEW, cursor.qualifiedName());
    }
    if (cursor.accept("materialized", "view")) {
      return on(ObjectKind.MATERIALIZED_VIEW, cursor.qualifiedName());
    }
    if (cursor.accept("sequence")) {
      return on(ObjectKind.SEQUENCE, cursor.qualifiedName());
    }
    if (cursor.accept("foreign", "table")) {
      return on(ObjectKind.FOREIGN_TABLE, cursor.qualifiedName());
    }
    if (cursor.accept("trigger")) {
      return ofTable(cursor, ObjectKind.TRIGGER);
    }
    if (cursor.accept("rule")) {
      return ofTable(cursor, ObjectKind.RULE);
    }
    if (cursor.accept("policy")) {
      return ofTable(cursor, ObjectKind.POLICY);
    }
    if (cursor.accept("constraint")) {
      return ofTable(cursor, ObjectKind.OTHER);
    }
    ObjectKind kind =
        cursor.at("type")
            ? ObjectKind.TYPE
            : cursor.at("domain")
                ? ObjectKind.DOMAIN
                : cursor.at("schema") ? ObjectKind.SCHEMA : ObjectKind.OTHER;
    while (!cursor.done() && !cursor.at("is")) {
      cursor.skip();
    }
    return on(kind, null);
  }

  private static Statement.Comment on(ObjectKind kind, @Nullable QualifiedName relation) {
    return new Statement.Comment(kind, relation);
  }

  /** {@code name ON table}, or {@code name ON DOMAIN domain}. */
  private static Statement.Comment ofTable(Cursor cursor, ObjectKind kind) {
    cursor.name();
    cursor.expect("on");
    boolean domain = kind == ObjectKind.OTHER && cursor.at("domain") && !cursor.peek(1).is("is");
    if (domain) {
      cursor.advance();
    }
    QualifiedName relation = cursor.qualifiedName();
    return domain ? on(ObjectKind.DOMAIN, null) : on(kind, relation);
  }

  private static QualifiedName tableOfColumn(Cursor cursor) {
    String schema = null;
    String table = cursor.name();
    cursor.expectSymbol(".");
    String column = cursor.label();
    while (cursor.acceptSymbol(".")) {
      schema = table;
      table = column;
      column = cursor.label();
    }
    return QualifiedName.of(schema, table);
  }
}
