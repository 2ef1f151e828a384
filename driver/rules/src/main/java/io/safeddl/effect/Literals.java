package io.safeddl.effect;

import io.safeddl.sql.Token;
import io.safeddl.sql.TypeNames;
import io.safeddl.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads constants of conditions and partition bounds, for comparison by their text. */
final class Literals {
  private Literals() {}

  /**
   * The value of a constant: a number, a string, either with a cast to the column's own type. Null
   * for everything else, key words like MINVALUE among it.
   */
  static @Nullable String value(List<Token> constant, TypeName column) {
    var tokens = ConditionTokens.strip(constant);
    for (int i = 1; i < tokens.size() - 1; i++) {
      if (tokens.get(i).isSymbol("::")) {
        var type = typeName(tokens.subList(i + 1, tokens.size()));
        return type.equals(column.name().name()) ? value(tokens.subList(0, i), column) : null;
      }
    }
    boolean negative = tokens.size() == 2 && tokens.get(0).isSymbol("-");
    if (tokens.size() != 1 && !negative) {
      return null;
    }
    var token = tokens.get(tokens.size() - 1);
    return switch (token.kind()) {
      case NUMBER -> negative ? "-" + token.value() : token.value();
      case STRING -> negative ? null : token.value();
      default -> null;
    };
  }

  private static String typeName(List<Token> tokens) {
    var text = new StringBuilder();
    for (Token token : tokens) {
      text.append(token.value()).append(' ');
    }
    return TypeNames.parse(text.toString().strip()).name().name();
  }

  /** The parts between commas that stand in no inner parentheses. */
  static List<List<Token>> list(List<Token> tokens) {
    List<List<Token>> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      if (token.isSymbol("(") || token.isSymbol("[")) {
        depth++;
      } else if (token.isSymbol(")") || token.isSymbol("]")) {
        depth--;
      } else if (depth == 0 && token.isSymbol(",")) {
        parts.add(tokens.subList(start, i));
        start = i + 1;
      }
    }
    parts.add(tokens.subList(start, tokens.size()));
    return parts;
  }

  /** The values of all; null where one is no constant. */
  static @Nullable List<String> values(List<Token> list, TypeName column) {
    List<String> values = new ArrayList<>();
    for (List<Token> part : list(list)) {
      var value = value(part, column);
      if (value == null) {
        return null;
      }
      values.add(value);
    }
    return values;
  }
}
