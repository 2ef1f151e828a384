package io.safeddl.effect;

import io.safeddl.sql.Token;
import io.safeddl.sql.expression.Queries;
import io.safeddl.sql.expression.QueryFacts;
import java.util.List;
import java.util.Set;

/**
 * How many rows of the target a MERGE, or an INSERT … SELECT … ON CONFLICT DO UPDATE, changes: one
 * for each row of its source, as far as its text tells.
 */
enum SourceReach {
  /** No row that is there, or those that a condition chooses. */
  SOME,
  /** One for each row of a source that nothing restricts. */
  WHOLE_SOURCE,
  /** Every row of the target. */
  WHOLE_TARGET;

  private static final Set<String> RESTRICTIONS = Set.of("where", "limit", "fetch", "offset");

  /** Of a MERGE (manual, MERGE; BY SOURCE since 17). */
  static SourceReach ofMerge(String text) {
    var tokens = ConditionTokens.of(text);
    var using = next(tokens, 0, "using");
    var when = next(tokens, using, "when");
    var on = last(tokens, using, when, "on");
    if (on >= when) {
      return WHOLE_TARGET; // not understood
    }
    var worst = SOME;
    while (when < tokens.size()) {
      var then = next(tokens, when, "then");
      worst = worse(worst, clause(text, tokens, on, when, then));
      when = next(tokens, then, "when");
    }
    return worst == WHOLE_SOURCE && isRestricted(tokens.subList(using, on)) ? SOME : worst;
  }

  /** What one {@code WHEN … THEN …} changes. */
  private static SourceReach clause(String text, List<Token> tokens, int on, int when, int then) {
    if (then + 1 >= tokens.size()
        || !(tokens.get(then + 1).is("update") || tokens.get(then + 1).is("delete"))
        || next(tokens.subList(0, then), when, "and") < then) {
      return SOME;
    }
    if (tokens.get(when + 1).is("not")) {
      return WHOLE_TARGET; // all that the source does not have
    }
    var condition =
        text.substring(tokens.get(on).end(), tokens.get(next(tokens, on, "when")).start());
    return isTrue(condition) ? WHOLE_TARGET : WHOLE_SOURCE;
  }

  private static boolean isTrue(String condition) {
    return Queries.facts("DELETE FROM t WHERE " + condition).where()
        == QueryFacts.Where.TRIVIALLY_TRUE;
  }

  /** Of an INSERT that takes its rows from a query. */
  static SourceReach ofInsert(String text) {
    var tokens = ConditionTokens.of(text);
    var conflict = next(tokens, 0, "conflict");
    var update = next(tokens, Math.min(conflict, tokens.size()), "do") + 1;
    return update < tokens.size()
            && tokens.get(update).is("update")
            && !isRestricted(tokens.subList(0, conflict))
        ? WHOLE_SOURCE
        : SOME;
  }

  /** At any depth: a WHERE of a sub-query restricts too. */
  private static boolean isRestricted(List<Token> tokens) {
    return tokens.stream()
        .anyMatch(t -> t.kind() == Token.Kind.WORD && RESTRICTIONS.contains(t.value()));
  }

  /** The first such word outside of parentheses and of CASE from an index on; the size if none. */
  private static int next(List<Token> tokens, int from, String word) {
    int depth = 0;
    for (int i = from + 1; i < tokens.size(); i++) {
      var token = tokens.get(i);
      if (depth == 0 && token.is(word)) {
        return i;
      }
      depth += token.isSymbol("(") || token.is("case") ? 1 : 0;
      depth -= token.isSymbol(")") || token.is("end") ? 1 : 0;
    }
    return tokens.size();
  }

  private static int last(List<Token> tokens, int from, int to, String word) {
    int found = to;
    for (int i = next(tokens.subList(0, to), from, word);
        i < to;
        i = next(tokens.subList(0, to), i, word)) {
      found = i;
    }
    return found;
  }

  private static SourceReach worse(SourceReach a, SourceReach b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
