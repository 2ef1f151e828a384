package io.safeddl.effect;

import io.safeddl.sql.Token;
import io.safeddl.sql.TypeNames;
import io.safeddl.sql.tree.TypeName;
import java.util.List;

/**
 * USING expressions that do what PostgreSQL would do without them: {@code c}, {@code (c)}, {@code
 * c::newtype}, {@code CAST(c AS newtype)} with the very type of the statement (measured on 14–18).
 */
final class UsingForm {
  private UsingForm() {}

  static boolean isPlainCast(String using, String column, TypeName type) {
    var tokens = ConditionTokens.strip(ConditionTokens.of(using));
    if (ConditionTokens.isColumn(tokens, column)) {
      return true;
    }
    for (int i = 1; i < tokens.size() - 1; i++) {
      if (tokens.get(i).isSymbol("::")) {
        return ConditionTokens.isColumn(tokens.subList(0, i), column)
            && isType(tokens.subList(i + 1, tokens.size()), using, type);
      }
    }
    int last = tokens.size() - 1;
    if (last > 4 && tokens.get(0).is("cast") && tokens.get(1).isSymbol("(")) {
      for (int i = 3; i < last; i++) {
        if (tokens.get(i).is("as")) {
          return tokens.get(last).isSymbol(")")
              && ConditionTokens.isColumn(tokens.subList(2, i), column)
              && isType(tokens.subList(i + 1, last), using, type);
        }
      }
    }
    return false;
  }

  private static boolean isType(List<Token> tokens, String using, TypeName type) {
    if (tokens.isEmpty() || tokens.stream().anyMatch(t -> t.isSymbol("::"))) {
      return false;
    }
    var text = using.substring(tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    var cast = TypeNames.parse(text);
    return cast.name().equals(type.name())
        && cast.modifiers().equals(type.modifiers())
        && cast.isArray() == type.isArray();
  }
}
