package io.safeddl.backfill.recipe;

import io.safeddl.sql.Script;
import io.safeddl.sql.Token;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement of a migration.
 *
 * @param brief it takes a strong lock for an instant, and must not wait for it for long; else it
 *     stops nobody, takes its time, and a limit would only end it half way
 * @param allowed the rules of the check that find in it what is meant, and why it is
 */
record PlanStep(String sql, boolean brief, Map<String, String> allowed) {
  /** Where a tool wants a statement, and there is nothing to do. */
  static final PlanStep NOTHING = brief("SELECT 1");

  private static final int VERB = 5;

  PlanStep {
    allowed = new LinkedHashMap<>(allowed);
  }

  /** A statement that is brief. */
  static PlanStep brief(String sql) {
    return new PlanStep(sql, true, Map.of());
  }

  /** A statement of a build. */
  static PlanStep built(String sql) {
    var tokens = tokens(sql);
    var concurrent = tokens.stream().limit(VERB).anyMatch(it -> it.is("concurrently"));
    var step =
        new PlanStep(
            sql,
            !concurrent && !tokens.get(0).is("analyze") && !has(tokens, "validate", "constraint"),
            Map.of());
    var restricts =
        has(tokens, "create", "unique")
            || (has(tokens, "add", "constraint")
                && !has(tokens, "foreign", "key")
                && !has(tokens, "using", "index"));
    return restricts
        ? step.allow("new-constraint", "what it asks of the new column the old one fulfils")
        : step;
  }

  /** The same, where a rule finds what is meant. */
  PlanStep allow(String rule, String why) {
    var more = new LinkedHashMap<>(allowed);
    more.put(rule, why);
    return new PlanStep(sql, brief, more);
  }

  /** With its comments and its end. */
  String text() {
    var text = new StringBuilder();
    allowed.forEach(
        (rule, why) ->
            text.append("/* safeddl:allow ").append(rule).append(": ").append(why).append(" */\n"));
    return text.append(sql).append(";\n").toString();
  }

  /** The words of one statement. */
  static List<Token> tokens(String sql) {
    return Script.parse(sql).statements().get(0).tokens();
  }

  /** Two words, one behind the other. */
  static boolean has(List<Token> tokens, String first, String second) {
    for (var i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is(first) && tokens.get(i + 1).is(second)) {
        return true;
      }
    }
    return false;
  }
}
