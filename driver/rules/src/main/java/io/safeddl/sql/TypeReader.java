package io.safeddl.sql;

import io.safeddl.sql.tree.Statement;

/** {@code ALTER TYPE} and {@code ALTER DOMAIN} (manual, the pages of these names). */
final class TypeReader {
  private TypeReader() {}

  /** At {@code TYPE}. */
  static Statement alterType(Cursor cursor) {
    cursor.expect("type");
    QualifiedName name = cursor.qualifiedName();
    if (cursor.accept("add", "value")) {
      cursor.acceptIfNotExists();
      String value = cursor.string();
      if (cursor.accept("before") || cursor.accept("after")) {
        cursor.string();
      }
      return new Statement.AlterType(name, "ADD VALUE", value, false);
    }
    if (cursor.accept("rename", "value")) {
      String value = cursor.string();
      cursor.expect("to");
      cursor.string();
      return new Statement.AlterType(name, "RENAME VALUE", value, false);
    }
    if (cursor.accept("rename", "attribute")) {
      cursor.name();
      cursor.expect("to");
      cursor.name();
      return new Statement.AlterType(name, "RENAME ATTRIBUTE", null, cursor.acceptCascade());
    }
    if (cursor.accept("rename", "to")) {
      cursor.name();
      return new Statement.AlterType(name, "RENAME TO", null, false);
    }
    if (cursor.accept("set", "schema")) {
      cursor.name();
      return new Statement.AlterType(name, "SET SCHEMA", null, false);
    }
    if (cursor.accept("owner", "to")) {
      cursor.label();
      return new Statement.AlterType(name, "OWNER TO", null, false);
    }
    if (cursor.accept("set")) {
      Options.names(cursor);
      return new Statement.AlterType(name, "SET", null, false);
    }
    return attributes(cursor, name);
  }

  private static Statement attributes(Cursor cursor, QualifiedName name) {
    String first = null;
    boolean cascade = false;
    do {
      String form = attribute(cursor);
      first = first == null ? form : first;
      cascade |= cursor.acceptCascade();
    } while (cursor.acceptSymbol(","));
    return new Statement.AlterType(name, first, null, cascade);
  }

  private static String attribute(Cursor cursor) {
    if (cursor.accept("add", "attribute")) {
      ColumnReader.attribute(cursor);
      return "ADD ATTRIBUTE";
    }
    if (cursor.accept("drop", "attribute")) {
      cursor.acceptIfExists();
      cursor.name();
      return "DROP ATTRIBUTE";
    }
    cursor.expect("alter", "attribute");
    cursor.name();
    if (!cursor.accept("type")) {
      cursor.expect("set", "data", "type");
    }
    TypeNames.read(cursor);
    if (cursor.accept("collate")) {
      cursor.qualifiedName();
    }
    return "ALTER ATTRIBUTE";
  }

  /** At {@code DOMAIN}. */
  static Statement alterDomain(Cursor cursor) {
    cursor.expect("domain");
    QualifiedName name = cursor.qualifiedName();
    boolean notValid = false;
    String form;
    if (cursor.accept("set", "default")) {
      cursor.rest();
      form = "SET DEFAULT";
    } else if (cursor.accept("drop", "default")) {
      form = "DROP DEFAULT";
    } else if (cursor.accept("set", "not", "null")) {
      form = "SET NOT NULL";
    } else if (cursor.accept("drop", "not", "null")) {
      form = "DROP NOT NULL";
    } else if (cursor.accept("add")) {
      notValid = domainConstraint(cursor);
      form = "ADD CONSTRAINT";
    } else if (cursor.accept("drop", "constraint")) {
      cursor.acceptIfExists();
      cursor.name();
      cursor.acceptCascade();
      form = "DROP CONSTRAINT";
    } else if (cursor.accept("validate", "constraint")) {
      cursor.name();
      form = "VALIDATE CONSTRAINT";
    } else if (cursor.accept("rename", "constraint")) {
      cursor.name();
      cursor.expect("to");
      cursor.name();
      form = "RENAME CONSTRAINT";
    } else if (cursor.accept("rename", "to")) {
      cursor.name();
      form = "RENAME TO";
    } else if (cursor.accept("set", "schema")) {
      cursor.name();
      form = "SET SCHEMA";
    } else {
      cursor.expect("owner", "to");
      cursor.label();
      form = "OWNER TO";
    }
    return new Statement.AlterDomain(name, form, notValid);
  }

  /** {@code [CONSTRAINT name] CHECK (…) | NOT NULL [NOT VALID]}; true for NOT VALID. */
  private static boolean domainConstraint(Cursor cursor) {
    if (cursor.accept("constraint")) {
      cursor.name();
    }
    if (cursor.accept("check")) {
      cursor.parenthesized();
    } else {
      cursor.expect("not", "null");
    }
    return ConstraintAttributes.ofTable(cursor).notValid();
  }
}
