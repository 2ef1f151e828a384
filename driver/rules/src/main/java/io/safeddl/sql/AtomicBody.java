package io.safeddl.sql;

import java.util.List;

/**
 * Where the body of {@code CREATE FUNCTION | PROCEDURE … BEGIN ATOMIC … END} begins and ends (14+):
 * the one place besides parentheses where a semicolon does not end a statement.
 */
final class AtomicBody {
  private AtomicBody() {}

  /** True where the word ATOMIC behind these tokens of a statement opens a body. */
  static boolean opens(List<Token> before) {
    if (before.size() < 3 || !before.get(before.size() - 1).is("begin")) {
      return false;
    }
    int kind = before.get(1).is("or") && before.get(2).is("replace") ? 3 : 1;
    return before.get(0).is("create")
        && kind < before.size()
        && (before.get(kind).is("function") || before.get(kind).is("procedure"));
  }

  /**
   * True where this token closes the body. Every statement in it ends with a semicolon, so an END
   * behind anything else belongs to a CASE, or is a label.
   */
  static boolean closes(Token before, Token token) {
    return token.is("end") && (before.isSymbol(";") || before.is("atomic"));
  }
}
