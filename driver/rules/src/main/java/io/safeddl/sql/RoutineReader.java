package io.safeddl.sql;

import io.safeddl.sql.tree.Embedded;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.SetParameter;
import java.util.ArrayList;
import java.util.Locale;

/** {@code CREATE FUNCTION | PROCEDURE} and {@code DO} (manual, the pages of these names). */
final class RoutineReader {
  private RoutineReader() {}

  /** At {@code FUNCTION | PROCEDURE}. */
  static Statement create(Cursor cursor) {
    boolean procedure = cursor.accept("procedure");
    if (!procedure) {
      cursor.expect("function");
    }
    QualifiedName name = cursor.qualifiedName();
    cursor.parentheses();
    if (cursor.accept("returns")) {
      if (cursor.accept("table")) {
        cursor.parentheses();
      } else {
        returnType(cursor);
      }
    }
    String language = null;
    String body = null;
    var settings = new ArrayList<SetParameter>(0);
    while (!cursor.done()) {
      if (cursor.accept("language")) {
        language = languageName(cursor);
      } else if (cursor.accept("as")) {
        body = cursor.string();
        if (cursor.acceptSymbol(",")) {
          cursor.string();
          body = null;
        }
      } else if (cursor.at("return") || cursor.at("begin", "atomic")) {
        boolean block = cursor.at("begin");
        if (block && !cursor.endsWith("end")) {
          throw cursor.unexpected("a body that is closed by END");
        }
        body = cursor.rest().text();
        language = language == null ? "sql" : language;
      } else if (cursor.accept("set")) {
        settings.add(setting(cursor));
      } else {
        option(cursor);
      }
    }
    return new Statement.CreateRoutine(
        name, procedure, language == null ? "sql" : language, body, settings);
  }

  private static void returnType(Cursor cursor) {
    cursor.accept("setof");
    TypeNames.read(cursor);
    if (cursor.acceptSymbol("%")) {
      cursor.expect("type");
    }
  }

  private static String languageName(Cursor cursor) {
    return cursor.peek().kind() == Token.Kind.STRING ? cursor.string() : cursor.label();
  }

  private static void option(Cursor cursor) {
    boolean known =
        cursor.accept("immutable")
            || cursor.accept("stable")
            || cursor.accept("volatile")
            || cursor.accept("strict")
            || cursor.accept("window")
            || cursor.accept("leakproof")
            || cursor.accept("not", "leakproof")
            || cursor.accept("called", "on", "null", "input")
            || cursor.accept("returns", "null", "on", "null", "input")
            || cursor.accept("security", "invoker")
            || cursor.accept("security", "definer")
            || cursor.accept("external", "security", "invoker")
            || cursor.accept("external", "security", "definer")
            || cursor.accept("parallel", "safe")
            || cursor.accept("parallel", "restricted")
            || cursor.accept("parallel", "unsafe");
    if (known) {
      return;
    }
    if (cursor.accept("cost") || cursor.accept("rows")) {
      if (!cursor.acceptSymbol("+")) {
        cursor.acceptSymbol("-");
      }
      if (cursor.advance().kind() != Token.Kind.NUMBER) {
        throw cursor.unexpected("a number");
      }
    } else if (cursor.accept("support")) {
      cursor.qualifiedName();
    } else if (cursor.accept("transform")) {
      do {
        cursor.expect("for", "type");
        TypeNames.read(cursor);
      } while (cursor.acceptSymbol(","));
    } else {
      throw cursor.unexpected("an option of a routine");
    }
  }

  /** {@code SET name { TO | = } value, …}, {@code SET name FROM CURRENT}. */
  private static SetParameter setting(Cursor cursor) {
    if (cursor.accept("time", "zone")) {
      int first = cursor.position();
      cursor.advance();
      return set("time zone", cursor, first);
    }
    StringBuilder name = new StringBuilder(cursor.name());
    while (cursor.acceptSymbol(".")) {
      name.append('.').append(cursor.name());
    }
    String full = name.toString().toLowerCase(Locale.ROOT);
    if (cursor.accept("from", "current")) {
      return new SetParameter(full, null, true, false); // whatever that was
    }
    if (!cursor.acceptSymbol("=")) {
      cursor.expect("to");
    }
    int first = cursor.position();
    do {
      cursor.acceptSymbol("-");
      cursor.advance();
    } while (cursor.acceptSymbol(","));
    return set(full, cursor, first);
  }

  private static SetParameter set(String name, Cursor cursor, int first) {
    Cursor value = cursor.slice(first, cursor.position());
    return new SetParameter(name, value.at("default") ? null : value.rest().text(), true, false);
  }

  /** At {@code DO}. */
  static Statement doBlock(Cursor cursor) {
    cursor.expect("do");
    String language = "plpgsql";
    String body = null;
    while (!cursor.done()) {
      if (cursor.accept("language")) {
        language = languageName(cursor);
      } else if (body == null) {
        body = cursor.string();
      } else {
        throw cursor.unexpected("the end of the statement");
      }
    }
    if (body == null) {
      throw cursor.unexpected("a block");
    }
    Embedded embedded =
        language.equals("plpgsql") ? PlPgSql.scan(body, cursor.nesting() + 1) : Embedded.UNKNOWN;
    return new Statement.DoBlock(language, embedded);
  }
}
