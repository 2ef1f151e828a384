package io.safeddl.sql;

import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.SetParameter;
import io.safeddl.sql.tree.Statement.Transaction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code SET} and {@code RESET} in every spelling (manual, SET to SET TRANSACTION, RESET). */
final class SettingReader {
  private SettingReader() {}

  static Statement read(Cursor cursor) {
    if (cursor.accept("reset")) {
      return reset(cursor);
    }
    cursor.expect("set");
    if (cursor.accept("constraints")) {
      return constraints(cursor);
    }
    if (cursor.at("transaction") || cursor.at("session", "characteristics")) {
      return transaction(cursor);
    }
    boolean local = cursor.accept("local");
    if (local && cursor.at("transaction")) {
      return transaction(cursor);
    }
    if (!local && cursor.at("session") && !cursor.peek(1).is("authorization")) {
      cursor.advance();
      if (cursor.at("transaction")) {
        return transaction(cursor);
      }
    }
    return parameter(cursor, local);
  }

  private static Statement parameter(Cursor cursor, boolean local) {
    if (cursor.accept("time", "zone")) {
      return new SetParameter("time zone", valueOrDefault(cursor), local, false);
    }
    if (cursor.accept("session", "authorization")) {
      return new SetParameter("session authorization", valueOrDefault(cursor), local, false);
    }
    if (cursor.at("role") && !isAssignment(cursor.peek(1))) {
      cursor.advance();
      return new SetParameter("role", cursor.rest().text(), local, false);
    }
    if (cursor.at("schema") && cursor.peek(1).kind() == Token.Kind.STRING) {
      cursor.advance();
      return new SetParameter("search_path", cursor.rest().text(), local, false);
    }
    if (cursor.at("names") && !isAssignment(cursor.peek(1))) {
      cursor.advance();
      String value = cursor.done() ? null : valueOrDefault(cursor);
      return new SetParameter("client_encoding", value, local, false);
    }
    if (cursor.accept("xml", "option")) {
      return new SetParameter("xmloption", cursor.rest().text(), local, false);
    }
    String name = name(cursor);
    if (!cursor.acceptSymbol("=")) {
      cursor.expect("to");
    }
    return new SetParameter(name, valueOrDefault(cursor), local, false);
  }

  private static boolean isAssignment(Token token) {
    return token.isSymbol("=") || token.is("to");
  }

  private static @Nullable String valueOrDefault(Cursor cursor) {
    if (cursor.accept("default")) {
      cursor.expectEnd();
      return null;
    }
    return cursor.rest().text();
  }

  /** {@code name}, or the {@code extension.name} of a custom parameter. */
  private static String name(Cursor cursor) {
    StringBuilder name = new StringBuilder(cursor.name());
    while (cursor.acceptSymbol(".")) {
      name.append('.').append(cursor.name());
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  private static Statement transaction(Cursor cursor) {
    if (cursor.accept("session")) {
      cursor.expect("characteristics", "as", "transaction");
      TransactionReader.modes(cursor);
    } else {
      cursor.expect("transaction");
      if (cursor.accept("snapshot")) {
        cursor.string();
      } else {
        TransactionReader.modes(cursor);
      }
    }
    return new Transaction(Transaction.Kind.SET_TRANSACTION, null);
  }

  private static Statement constraints(Cursor cursor) {
    if (!cursor.accept("all")) {
      cursor.qualifiedNames();
    }
    if (!cursor.accept("deferred")) {
      cursor.expect("immediate");
    }
    return new Transaction(Transaction.Kind.SET_CONSTRAINTS, null);
  }

  private static Statement reset(Cursor cursor) {
    if (cursor.accept("all")) {
      return new SetParameter("all", null, false);
    }
    if (cursor.accept("time", "zone")) {
      return new SetParameter("time zone", null, false);
    }
    if (cursor.accept("session", "authorization")) {
      return new SetParameter("session authorization", null, false);
    }
    if (cursor.accept("transaction", "isolation", "level")) {
      return new SetParameter("transaction_isolation", null, false);
    }
    return new SetParameter(name(cursor), null, false);
  }
}
