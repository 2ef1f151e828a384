package io.safeddl.sql;

import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;

/** {@code ALTER}: finds out what, and reads the triggers, policies, rules and schemas. */
final class AlterReader {
  private AlterReader() {}

  /** At {@code ALTER}. */
  static Statement read(Cursor cursor) {
    cursor.expect("alter");
    Token kind = cursor.peek();
    if (kind.kind() != Token.Kind.WORD) {
      throw cursor.unexpected("a kind of object");
    }
    return switch (kind.value()) {
      case "table" -> relation(cursor, ObjectKind.TABLE);
      case "index" -> relation(cursor, ObjectKind.INDEX);
      case "view" -> relation(cursor, ObjectKind.VIEW);
      case "sequence" -> relation(cursor, ObjectKind.SEQUENCE);
      case "materialized" -> {
        cursor.advance();
        yield relation(cursor, ObjectKind.MATERIALIZED_VIEW);
      }
      case "foreign" -> {
        if (cursor.accept("foreign", "table")) {
          yield AlterTableReader.read(cursor, ObjectKind.FOREIGN_TABLE);
        }
        yield OtherReader.alter(cursor);
      }
      case "trigger" -> onTable(cursor, ObjectKind.TRIGGER);
      case "rule" -> onTable(cursor, ObjectKind.RULE);
      case "policy" -> policy(cursor);
      case "type" -> TypeReader.alterType(cursor);
      case "domain" -> TypeReader.alterDomain(cursor);
      case "schema" -> schema(cursor);
      case "publication" -> PublicationReader.alter(cursor);
      default -> OtherReader.alter(cursor);
    };
  }

  private static Statement relation(Cursor cursor, ObjectKind kind) {
    cursor.advance();
    return AlterTableReader.read(cursor, kind);
  }

  /** {@code ALTER TRIGGER | RULE name ON table RENAME TO name | [NO] DEPENDS ON EXTENSION name}. */
  private static Statement onTable(Cursor cursor, ObjectKind kind) {
    cursor.advance();
    String name = cursor.name();
    cursor.expect("on");
    QualifiedName table = cursor.qualifiedName();
    if (cursor.accept("rename", "to")) {
      cursor.name();
    } else {
      cursor.accept("no");
      cursor.expect("depends", "on", "extension");
      cursor.name();
    }
    return new Statement.AlterTableObject(kind, name, table);
  }

  private static Statement policy(Cursor cursor) {
    cursor.expect("policy");
    cursor.acceptIfExists();
    String name = cursor.name();
    cursor.expect("on");
    QualifiedName table = cursor.qualifiedName();
    if (cursor.accept("rename", "to")) {
      cursor.name();
      return new Statement.AlterTableObject(ObjectKind.POLICY, name, table);
    }
    TriggerReader.policyClauses(cursor);
    return new Statement.Policy(name, table, false);
  }

  private static Statement schema(Cursor cursor) {
    cursor.expect("schema");
    String name = cursor.name();
    if (cursor.accept("rename", "to")) {
      return new Statement.AlterSchema(name, cursor.name());
    }
    cursor.expect("owner", "to");
    cursor.label();
    return new Statement.AlterSchema(name, null);
  }
}
