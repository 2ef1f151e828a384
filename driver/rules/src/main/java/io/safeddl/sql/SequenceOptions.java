package io.safeddl.sql;

import org.jspecify.annotations.Nullable;

/** The options of sequences and identity columns (manual, CREATE and ALTER SEQUENCE). */
final class SequenceOptions {
  private SequenceOptions() {}

  static boolean at(Cursor cursor) {
    return cursor.atAny(
            "as",
            "increment",
            "minvalue",
            "maxvalue",
            "start",
            "restart",
            "cache",
            "cycle",
            "owned",
            "sequence",
            "logged",
            "unlogged")
        || cursor.at("no", "minvalue")
        || cursor.at("no", "maxvalue")
        || cursor.at("no", "cycle");
  }

  /** Reads all that follow; gives the table of OWNED BY, or null. */
  static @Nullable QualifiedName read(Cursor cursor) {
    QualifiedName ownedBy = null;
    while (at(cursor)) {
      if (cursor.accept("owned", "by")) {
        ownedBy = ownedBy(cursor);
      } else {
        option(cursor);
      }
    }
    return ownedBy;
  }

  private static @Nullable QualifiedName ownedBy(Cursor cursor) {
    if (cursor.accept("none")) {
      return null;
    }
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

  private static void option(Cursor cursor) {
    if (cursor.accept("no")) {
      cursor.advance();
    } else if (cursor.accept("as")) {
      TypeNames.read(cursor);
    } else if (cursor.accept("increment")) {
      cursor.accept("by");
      number(cursor);
    } else if (cursor.accept("start")) {
      cursor.accept("with");
      number(cursor);
    } else if (cursor.accept("restart")) {
      if (cursor.accept("with") || atNumber(cursor)) {
        number(cursor);
      }
    } else if (cursor.accept("sequence", "name")) {
      cursor.qualifiedName();
    } else if (cursor.accept("minvalue") || cursor.accept("maxvalue") || cursor.accept("cache")) {
      number(cursor);
    } else if (!cursor.accept("cycle") && !cursor.accept("logged") && !cursor.accept("unlogged")) {
      throw cursor.unexpected("a sequence option");
    }
  }

  /** {@code SET GENERATED …}, {@code SET sequence_option}, {@code RESTART …}. */
  static boolean atIdentityOption(Cursor cursor) {
    return cursor.at("restart");
  }

  static void readIdentity(Cursor cursor) {
    while (true) {
      if (cursor.at("restart")) {
        option(cursor);
      } else if (cursor.accept("set")) {
        setOption(cursor);
      } else {
        return;
      }
    }
  }

  /** As {@link #readIdentity}, with the first SET already taken. */
  static void readIdentityAfterSet(Cursor cursor) {
    setOption(cursor);
    readIdentity(cursor);
  }

  private static void setOption(Cursor cursor) {
    if (cursor.accept("generated")) {
      if (!cursor.accept("always")) {
        cursor.expect("by", "default");
      }
    } else {
      option(cursor);
    }
  }

  private static boolean atNumber(Cursor cursor) {
    return cursor.peek().kind() == Token.Kind.NUMBER
        || ((cursor.atSymbol("-") || cursor.atSymbol("+"))
            && cursor.peek(1).kind() == Token.Kind.NUMBER);
  }

  private static void number(Cursor cursor) {
    if (!atNumber(cursor)) {
      throw cursor.unexpected("a number");
    }
    while (cursor.peek().kind() != Token.Kind.NUMBER) {
      cursor.advance();
    }
    cursor.advance();
  }
}
