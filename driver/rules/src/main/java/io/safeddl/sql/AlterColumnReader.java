package io.safeddl.sql;

import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Expression;
import io.safeddl.sql.tree.TypeName;

/** {@code ALTER [COLUMN] …} and {@code ALTER CONSTRAINT …} in ALTER TABLE. */
final class AlterColumnReader {
  private AlterColumnReader() {}

  /** Behind {@code ALTER}. */
  static AlterAction read(Cursor cursor, int mark) {
    if (cursor.accept("constraint")) {
      return constraint(cursor, mark);
    }
    cursor.accept("column");
    if (cursor.peek().kind() == Token.Kind.NUMBER) {
      // An index's column has no name of its own.
      String number = cursor.advance().value();
      cursor.expect("set", "statistics");
      return statistics(cursor, mark, number);
    }
    String column = cursor.name();
    if (cursor.accept("type") || cursor.accept("set", "data", "type")) {
      return type(cursor, mark, column);
    }
    if (cursor.accept("set")) {
      return set(cursor, mark, column);
    }
    if (cursor.accept("drop")) {
      return drop(cursor, mark, column);
    }
    if (cursor.accept("add")) {
      cursor.expect("generated");
      boolean always = cursor.accept("always");
      if (!always) {
        cursor.expect("by", "default");
      }
      cursor.expect("as", "identity");
      if (cursor.atSymbol("(")) {
        cursor.parentheses();
      }
      return new AlterAction.AddIdentity(column, always, cursor.since(mark));
    }
    if (cursor.accept("reset")) {
      Options.names(cursor);
      return new AlterAction.SetAttributeOptions(column, cursor.since(mark));
    }
    if (cursor.accept("options")) {
      cursor.parentheses();
      return new AlterAction.SetAttributeOptions(column, cursor.since(mark));
    }
    if (SequenceOptions.atIdentityOption(cursor)) {
      SequenceOptions.readIdentity(cursor);
      return new AlterAction.AlterIdentity(column, cursor.since(mark));
    }
    throw cursor.unexpected("an action of ALTER COLUMN");
  }

  private static AlterAction constraint(Cursor cursor, int mark) {
    String name = cursor.name();
    Boolean inherit = cursor.accept("inherit") ? Boolean.TRUE : null;
    ConstraintAttributes attributes = ConstraintAttributes.ofTable(cursor);
    return new AlterAction.AlterConstraint(
        name,
        attributes.deferral(),
        attributes.enforcement(),
        inherit == null ? attributes.inherit() : inherit,
        cursor.since(mark));
  }

  private static AlterAction type(Cursor cursor, int mark, String column) {
    TypeName type = TypeNames.read(cursor);
    QualifiedName collation = cursor.accept("collate") ? cursor.qualifiedName() : null;
    Expression using = cursor.accept("using") ? cursor.untilComma() : null;
    return new AlterAction.AlterColumnType(column, type, collation, using, cursor.since(mark));
  }

  private static AlterAction set(Cursor cursor, int mark, String column) {
    if (cursor.accept("default")) {
      return new AlterAction.SetDefault(column, cursor.untilComma(), cursor.since(mark));
    }
    if (cursor.accept("not", "null")) {
      return new AlterAction.SetNotNull(column, cursor.since(mark));
    }
    if (cursor.accept("expression", "as")) {
      return new AlterAction.SetExpression(column, cursor.parenthesized(), cursor.since(mark));
    }
    if (cursor.accept("statistics")) {
      return statistics(cursor, mark, column);
    }
    if (cursor.accept("storage")) {
      if (!cursor.accept("default")) {
        cursor.name();
      }
      return new AlterAction.SetStorage(column, cursor.since(mark));
    }
    if (cursor.accept("compression")) {
      if (!cursor.accept("default")) {
        cursor.name();
      }
      return new AlterAction.SetCompression(column, cursor.since(mark));
    }
    if (cursor.atSymbol("(")) {
      Options.names(cursor);
      return new AlterAction.SetAttributeOptions(column, cursor.since(mark));
    }
    SequenceOptions.readIdentityAfterSet(cursor);
    return new AlterAction.AlterIdentity(column, cursor.since(mark));
  }

  private static AlterAction statistics(Cursor cursor, int mark, String column) {
    if (!cursor.accept("default")) {
      if (!cursor.acceptSymbol("-")) {
        cursor.acceptSymbol("+");
      }
      if (cursor.peek().kind() != Token.Kind.NUMBER) {
        throw cursor.unexpected("a number");
      }
      cursor.advance();
    }
    return new AlterAction.SetStatistics(column, cursor.since(mark));
  }

  private static AlterAction drop(Cursor cursor, int mark, String column) {
    if (cursor.accept("default")) {
      return new AlterAction.DropDefault(column, cursor.since(mark));
    }
    if (cursor.accept("not", "null")) {
      return new AlterAction.DropNotNull(column, cursor.since(mark));
    }
    if (cursor.accept("expression")) {
      boolean ifExists = cursor.acceptIfExists();
      return new AlterAction.DropExpression(column, ifExists, cursor.since(mark));
    }
    cursor.expect("identity");
    boolean ifExists = cursor.acceptIfExists();
    return new AlterAction.DropIdentity(column, ifExists, cursor.since(mark));
  }
}
