package io.safeddl.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that a script may mean something by: every identifier in it, with the schema where one
 * stands before it. More than it means, since a word may be a key word or a column's name; strings
 * are not looked into.
 */
public final class MentionedNames {
  private MentionedNames() {}

  /**
   * The names in a script, in the order of their first mention.
   *
   * @param limit how many at most
   */
  public static Set<QualifiedName> in(Script script, int limit) {
    var names = new LinkedHashSet<QualifiedName>();
    for (SourceStatement source : script.statements()) {
      List<Token> tokens = source.tokens();
      for (int i = 0; i < tokens.size() && names.size() < limit; i++) {
        var name = tokens.get(i);
        if (isName(name) && !(i + 1 < tokens.size() && tokens.get(i + 1).isSymbol("."))) {
          names.add(QualifiedName.of(schema(tokens, i), name.value()));
        }
      }
    }
    return names;
  }

  private static @Nullable String schema(List<Token> tokens, int name) {
    return name >= 2 && tokens.get(name - 1).isSymbol(".") && isName(tokens.get(name - 2))
        ? tokens.get(name - 2).value()
        : null;
  }

  private static boolean isName(Token token) {
    return switch (token.kind()) {
      case WORD -> !Keywords.isReserved(token.value());
      case QUOTED_IDENTIFIER -> !token.value().isEmpty();
      default -> false;
    };
  }
}
