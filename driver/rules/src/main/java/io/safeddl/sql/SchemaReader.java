package io.safeddl.sql;

import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** {@code CREATE SCHEMA} with the statements that may stand in it (manual, CREATE SCHEMA). */
final class SchemaReader {
  private SchemaReader() {}

  /** At {@code SCHEMA}. */
  static Statement create(Cursor cursor) {
    cursor.expect("schema");
    cursor.acceptIfNotExists();
    String name = cursor.at("authorization") ? null : cursor.name();
    if (cursor.accept("authorization")) {
      String role = cursor.label();
      name = name == null ? role : name;
    }
    List<Statement> elements = new ArrayList<>(0);
    while (!cursor.done()) {
      elements.add(element(cursor));
    }
    return new Statement.CreateSchema(name, elements);
  }

  private static Statement element(Cursor cursor) {
    if (!cursor.at("create") && !cursor.at("grant")) {
      throw cursor.unexpected("CREATE or GRANT");
    }
    Cursor element = cursor.until(SchemaReader::beginsElement);
    Statement statement = StatementReader.statement(element);
    element.expectEnd();
    if (statement instanceof Statement.CreateSchema) {
      throw cursor.unexpected("an element of a schema");
    }
    return statement;
  }

  /** CREATE and GRANT are reserved: but for labels, only an element begins with them. */
  private static boolean beginsElement(Token before, Token token) {
    return (token.is("create") || token.is("grant"))
        && !before.is("as")
        && !before.is("with")
        && !before.isSymbol(".");
  }
}
