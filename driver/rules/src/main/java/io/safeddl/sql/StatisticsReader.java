package io.safeddl.sql;

import io.safeddl.sql.tree.Statement;

/** {@code CREATE STATISTICS} (manual, CREATE STATISTICS). */
final class StatisticsReader {
  private StatisticsReader() {}

  /** At {@code STATISTICS}. */
  static Statement create(Cursor cursor) {
    cursor.expect("statistics");
    cursor.acceptIfNotExists();
    if (!cursor.at("on") && !cursor.atSymbol("(")) {
      cursor.qualifiedName();
    }
    if (cursor.atSymbol("(")) {
      cursor.columnList();
    }
    cursor.expect("on");
    do {
      while (!cursor.done() && !cursor.atSymbol(",") && !cursor.at("from")) {
        cursor.skip();
      }
    } while (cursor.acceptSymbol(","));
    cursor.expect("from");
    TableReference table = TableReference.one(cursor);
    return new Statement.CreateStatistics(table.name());
  }
}
