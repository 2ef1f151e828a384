package io.safeddl.backfill.recipe;

import io.safeddl.sql.Identifiers;
import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import io.safeddl.sql.Token.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * SQL that the server printed of one table's columns (a key, an expression, a predicate), with some
 * of the columns replaced. The server prints a column without its table there.
 */
final class Renaming {
  /** What stands side by side in the name of a type. */
  private static final Set<String> TYPES =
      Set.of(
          "without time",
          "with time",
          "time zone",
          "double precision",
          "character varying",
          "bit varying",
          "interval year",
          "interval month",
          "interval day",
          "interval hour",
          "interval minute",
          "interval second",
          "to month",
          "to hour",
          "to minute",
          "to second");

  private Renaming() {}

  /**
   * The text with each name that is a column's replaced.
   *
   * @param columns the old names, and the new ones
   */
  static String of(String sql, Map<String, String> columns) {
    var text = new StringBuilder();
    var copied = 0;
    for (var statement : Script.parse(sql).statements()) {
      var tokens = statement.tokens();
      for (var i = 0; i < tokens.size(); i++) {
        var replacement = columns.get(tokens.get(i).value());
        if (replacement != null && isColumn(sql, tokens, i)) {
          text.append(sql, copied, tokens.get(i).start()).append(Identifiers.quote(replacement));
          copied = tokens.get(i).end();
        }
      }
    }
    return text.append(sql, copied, sql.length()).toString();
  }

  /** A name, but not a function's, a type's or a part of a longer one. */
  private static boolean isColumn(String sql, List<Token> tokens, int i) {
    var token = tokens.get(i);
    var isName = token.kind() == Kind.WORD || token.kind() == Kind.QUOTED_IDENTIFIER;
    return isName
        && (token.kind() == Kind.QUOTED_IDENTIFIER || isPlainName(sql, tokens, i))
        && !(i > 0 && (tokens.get(i - 1).isSymbol(".") || tokens.get(i - 1).isSymbol("::")))
        && !(i + 1 < tokens.size()
            && (tokens.get(i + 1).isSymbol(".") || tokens.get(i + 1).isSymbol("(")));
  }

  /**
   * Not a word of SQL's own: the server prints those in capitals ({@code AT TIME ZONE}), and names
   * that have one in double quotes; but for those of some types.
   */
  private static boolean isPlainName(String sql, List<Token> tokens, int i) {
    var token = tokens.get(i);
    var before = i > 0 ? tokens.get(i - 1).value() : "";
    var after = i + 1 < tokens.size() ? tokens.get(i + 1).value() : "";
    return sql.substring(token.start(), token.end()).equals(token.value())
        // EXTRACT(day FROM …)
        && !(before.equals("(") && i > 1 && tokens.get(i - 2).is("extract"))
        && !TYPES.contains(before + " " + token.value())
        && !TYPES.contains(token.value() + " " + after);
  }
}
