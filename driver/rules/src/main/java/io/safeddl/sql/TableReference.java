package io.safeddl.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * A table as commands name it: {@code [ONLY] name}, {@code ONLY (name)} or {@code name *}.
 *
 * @param only the descendants are left out
 */
record TableReference(QualifiedName name, boolean only) {
  static TableReference one(Cursor cursor) {
    boolean only = cursor.accept("only");
    boolean parenthesized = only && cursor.acceptSymbol("(");
    QualifiedName name = cursor.qualifiedName();
    if (parenthesized) {
      cursor.expectSymbol(")");
    } else if (!only) {
      cursor.acceptSymbol("*");
    }
    return new TableReference(name, only);
  }

  static List<TableReference> list(Cursor cursor) {
    List<TableReference> relations = new ArrayList<>(1);
    do {
      relations.add(one(cursor));
    } while (cursor.acceptSymbol(","));
    return relations;
  }

  static List<QualifiedName> names(List<TableReference> relations) {
    return relations.stream().map(TableReference::name).toList();
  }

  /** True where every one was written with ONLY. */
  static boolean allOnly(List<TableReference> relations) {
    return relations.stream().allMatch(TableReference::only);
  }
}
