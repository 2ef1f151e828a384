package io.safeddl.sql;

import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** {@code DROP} of tables and of what belongs to them. */
final class DropReader {
  private DropReader() {}

  /** At {@code DROP}. */
  static Statement read(Cursor cursor) {
    cursor.expect("drop");
    if (cursor.accept("table")) {
      return relations(cursor, ObjectKind.TABLE);
    }
    if (cursor.accept("foreign", "table")) {
      return relations(cursor, ObjectKind.FOREIGN_TABLE);
    }
    if (cursor.accept("index")) {
      return relations(cursor, ObjectKind.INDEX);
    }
    if (cursor.accept("view")) {
      return relations(cursor, ObjectKind.VIEW);
    }
    if (cursor.accept("materialized", "view")) {
      return relations(cursor, ObjectKind.MATERIALIZED_VIEW);
    }
    if (cursor.accept("sequence")) {
      return relations(cursor, ObjectKind.SEQUENCE);
    }
    if (cursor.accept("type")) {
      return relations(cursor, ObjectKind.TYPE);
    }
    if (cursor.accept("domain")) {
      return relations(cursor, ObjectKind.DOMAIN);
    }
    if (cursor.accept("schema")) {
      return relations(cursor, ObjectKind.SCHEMA);
    }
    if (cursor.accept("trigger")) {
      return onTable(cursor, ObjectKind.TRIGGER);
    }
    if (cursor.accept("rule")) {
      return onTable(cursor, ObjectKind.RULE);
    }
    if (cursor.accept("policy")) {
      return onTable(cursor, ObjectKind.POLICY);
    }
    if (cursor.accept("function")) {
      return routines(cursor, ObjectKind.FUNCTION);
    }
    if (cursor.accept("procedure")) {
      return routines(cursor, ObjectKind.PROCEDURE);
    }
    if (cursor.accept("routine")) {
      return routines(cursor, ObjectKind.ROUTINE);
    }
    if (cursor.accept("aggregate")) {
      return routines(cursor, ObjectKind.AGGREGATE);
    }
    if (cursor.accept("extension")) {
      return relations(cursor, ObjectKind.EXTENSION);
    }
    if (cursor.accept("publication")) {
      return relations(cursor, ObjectKind.PUBLICATION);
    }
    if (cursor.accept("subscription")) {
      return relations(cursor, ObjectKind.SUBSCRIPTION);
    }
    if (cursor.accept("statistics")) {
      return relations(cursor, ObjectKind.STATISTICS);
    }
    return OtherReader.drop(cursor);
  }

  private static Statement relations(Cursor cursor, ObjectKind kind) {
    boolean concurrently = kind == ObjectKind.INDEX && cursor.accept("concurrently");
    boolean ifExists = cursor.acceptIfExists();
    List<QualifiedName> names = cursor.qualifiedNames();
    boolean cascade = cursor.acceptCascade();
    return new Statement.Drop(
        kind, names, ifExists, concurrently, cascade, null, "DROP " + kind.keyword());
  }

  /** Names with or without the types of their arguments. */
  private static Statement routines(Cursor cursor, ObjectKind kind) {
    boolean ifExists = cursor.acceptIfExists();
    List<QualifiedName> names = new ArrayList<>(1);
    do {
      names.add(cursor.qualifiedName());
      if (cursor.atSymbol("(")) {
        cursor.parentheses();
      }
    } while (cursor.acceptSymbol(","));
    boolean cascade = cursor.acceptCascade();
    return new Statement.Drop(
        kind, names, ifExists, false, cascade, null, "DROP " + kind.keyword());
  }

  private static Statement onTable(Cursor cursor, ObjectKind kind) {
    boolean ifExists = cursor.acceptIfExists();
    QualifiedName name = QualifiedName.of(cursor.name());
    cursor.expect("on");
    QualifiedName table = cursor.qualifiedName();
    boolean cascade = cursor.acceptCascade();
    return new Statement.Drop(
        kind, List.of(name), ifExists, false, cascade, table, "DROP " + kind.keyword());
  }
}
