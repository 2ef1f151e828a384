package io.safeddl.sql;

import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** {@code CREATE} and {@code ALTER PUBLICATION} (manual, the pages of these names). */
final class PublicationReader {
  private PublicationReader() {}

  /** At {@code PUBLICATION}. */
  static Statement create(Cursor cursor) {
    cursor.expect("publication");
    cursor.name();
    List<QualifiedName> tables = new ArrayList<>();
    if (cursor.accept("for") && !cursor.accept("all", "tables")) {
      objects(cursor, tables);
    }
    if (cursor.accept("with")) {
      Options.names(cursor);
    }
    return new Statement.Publication(tables, true);
  }

  /** At {@code PUBLICATION}. */
  static Statement alter(Cursor cursor) {
    cursor.expect("publication");
    cursor.name();
    List<QualifiedName> tables = new ArrayList<>();
    if (cursor.accept("owner", "to")) {
      cursor.label();
    } else if (cursor.accept("rename", "to")) {
      cursor.name();
    } else if (cursor.accept("set") && cursor.atSymbol("(")) {
      Options.names(cursor);
    } else {
      if (!cursor.accept("add")) {
        cursor.accept("drop");
      }
      objects(cursor, tables);
    }
    return new Statement.Publication(tables, false);
  }

  /** {@code TABLE t [(columns)] [WHERE (…)], … | TABLES IN SCHEMA s, …}, also mixed (15+). */
  private static void objects(Cursor cursor, List<QualifiedName> tables) {
    boolean inSchema = false;
    do {
      if (cursor.accept("tables", "in", "schema")) {
        inSchema = true;
      } else if (cursor.accept("table")) {
        inSchema = false;
      } else if (tables.isEmpty() && !inSchema) {
        throw cursor.unexpected("TABLE or TABLES IN SCHEMA");
      }
      if (inSchema) {
        if (!cursor.accept("current_schema")) {
          cursor.name();
        }
      } else {
        tables.add(TableReference.one(cursor).name());
        if (cursor.atSymbol("(")) {
          cursor.columnList();
        }
        if (cursor.accept("where")) {
          cursor.parentheses();
        }
      }
    } while (cursor.acceptSymbol(","));
  }
}
