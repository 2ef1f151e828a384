package io.safeddl.sql;

import io.safeddl.sql.Token.Kind;
import io.safeddl.sql.tree.Expression;
import java.util.Set;

/**
 * Finds the end of the expression behind {@code DEFAULT} in a column definition. It is a {@code
 * b_expr} of the server's grammar: no AND, OR, NOT, IS NULL, IN or COLLATE outside of parentheses,
 * so that {@code DEFAULT 1 NOT NULL} and {@code DEFAULT 'a' COLLATE "C"} have one meaning.
 */
final class DefaultExpressions {
  /** Reserved words that are values or begin one. */
  private static final Set<String> VALUES =
      Set.of(
          ("null true false current_catalog current_date current_role current_schema current_time"
                  + " current_timestamp current_user localtime localtimestamp session_user system_user"
                  + " user array cast case default left right")
              .split(" "));

  private DefaultExpressions() {}

  static Expression read(Cursor cursor) {
    int first = cursor.position();
    do {
      operand(cursor);
    } while (operator(cursor));
    return cursor.expressionFrom(first);
  }

  private static boolean operator(Cursor cursor) {
    if (cursor.peek().kind() == Kind.OPERATOR) {
      cursor.advance();
      return true;
    }
    if (cursor.at("operator") && cursor.peek(1).isSymbol("(")) {
      cursor.advance();
      cursor.parentheses();
      return true;
    }
    return cursor.accept("is", "distinct", "from")
        || cursor.accept("is", "not", "distinct", "from");
  }

  private static void operand(Cursor cursor) {
    while (cursor.peek().kind() == Kind.OPERATOR || atQualifiedOperator(cursor)) {
      operator(cursor);
    }
    Token token = cursor.peek();
    if (token.isSymbol("(")) {
      cursor.parentheses();
    } else if (token.is("case")) {
      caseExpression(cursor);
    } else if (token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER) {
      nameOrCall(cursor);
    } else if (token.kind() == Kind.STRING
        || token.kind() == Kind.BIT_STRING
        || token.kind() == Kind.NUMBER
        || token.kind() == Kind.PARAMETER) {
      cursor.advance();
    } else {
      throw cursor.unexpected("an expression");
    }
    suffixes(cursor);
  }

  private static boolean atQualifiedOperator(Cursor cursor) {
    return cursor.at("operator") && cursor.peek(1).isSymbol("(");
  }

  private static void suffixes(Cursor cursor) {
    while (true) {
      if (cursor.atSymbol("[")) {
        cursor.brackets();
      } else if (cursor.acceptSymbol(".")) {
        cursor.label();
      } else if (cursor.acceptSymbol("::")) {
        TypeNames.read(cursor);
      } else {
        return;
      }
    }
  }

  /** A name, a call, a special function, or a constant of a named type ({@code date '…'}). */
  private static void nameOrCall(Cursor cursor) {
    Token word = cursor.peek();
    if (word.kind() == Kind.WORD
        && Keywords.isReserved(word.value())
        && !VALUES.contains(word.value())) {
      throw cursor.unexpected("an expression");
    }
    cursor.advance();
    while (cursor.acceptSymbol(".")) {
      cursor.label();
    }
    if (word.is("double")) {
      cursor.accept("precision");
    } else if (word.is("national")) {
      boolean character = cursor.accept("character") || cursor.accept("char");
      if (character) {
        cursor.accept("varying");
      }
    } else if (word.is("character") || word.is("char") || word.is("nchar") || word.is("bit")) {
      cursor.accept("varying");
    }
    if (cursor.atSymbol("(")) {
      cursor.parentheses();
    }
    if (word.is("time") || word.is("timestamp")) {
      boolean zone =
          cursor.accept("with", "time", "zone") || cursor.accept("without", "time", "zone");
      if (zone && cursor.peek().kind() != Kind.STRING) {
        throw cursor.unexpected("a string");
      }
    }
    if (cursor.peek().kind() == Kind.STRING) {
      cursor.advance();
      if (word.is("interval")) {
        intervalFields(cursor);
      }
    }
  }

  private static void intervalFields(Cursor cursor) {
    String fields = TypeNames.intervalFields(cursor);
    if (fields != null && fields.endsWith("SECOND") && cursor.atSymbol("(")) {
      cursor.parentheses();
    }
  }

  private static void caseExpression(Cursor cursor) {
    int depth = 0;
    do {
      Token token = cursor.peek();
      if (token.is("case")) {
        depth++;
      } else if (token.is("end")) {
        depth--;
      } else if (token.isSymbol("(")) {
        cursor.parentheses();
        continue;
      } else if (cursor.done() || token.isSymbol(",") || token.isSymbol(")")) {
        throw cursor.unexpected("END");
      }
      cursor.advance();
    } while (depth > 0);
  }
}
