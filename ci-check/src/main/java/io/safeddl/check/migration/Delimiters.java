package io.safeddl.check.migration;

import io.safeddl.check.source.SourceText.Replacement;
import io.safeddl.sql.Script;
import io.safeddl.sql.Span;
import io.safeddl.sql.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What ends a statement for Liquibase besides the semicolon: the changeset's {@code endDelimiter},
 * and a line that begins with {@code /} or {@code go} ({@code StringUtil.isDelimiter}).
 */
final class Delimiters {
  private static final List<String> OF_LINES = List.of("/", "go");

  private Delimiters() {}

  /** A semicolon in the place of each of them, in order. */
  static List<Replacement> of(String text, @Nullable String endDelimiter) {
    var wanted = endDelimiter == null ? OF_LINES : List.of(core(endDelimiter));
    if (wanted.contains(";") || wanted.stream().noneMatch(it -> holds(text, it))) {
      return List.of();
    }
    var found = new ArrayList<Replacement>();
    for (var statement : Script.parse(text).statements()) {
      var tokens = statement.tokens();
      for (var i = 0; i < tokens.size(); i++) {
        for (var delimiter : wanted) {
          var onLine = OF_LINES.contains(delimiter);
          var end = endOf(text, tokens, i, delimiter);
          if (end > 0 && (!onLine || beginsLine(text, tokens.get(i).start()))) {
            found.add(new Replacement(new Span(tokens.get(i).start(), end), ";"));
          }
        }
      }
    }
    return found;
  }

  /** Without what is written around it as a regular expression: {@code \n/\s*$}. */
  private static String core(String endDelimiter) {
    var core = endDelimiter;
    for (var noise : List.of("\\n", "\\s*", "\\r", "\\")) {
      core = core.replace(noise, "");
    }
    return core.endsWith("$") && core.length() > 1 && !core.endsWith("$$")
        ? core.substring(0, core.length() - 1)
        : core;
  }

  private static boolean holds(String text, String delimiter) {
    for (var i = 0; i + delimiter.length() <= text.length(); i++) {
      if (text.regionMatches(true, i, delimiter, 0, delimiter.length())
          && (!OF_LINES.contains(delimiter) || beginsLine(text, i))) {
        return !delimiter.isEmpty();
      }
    }
    return false;
  }

  /** The end of the tokens that are written like this; 0 where they are not. */
  private static int endOf(String text, List<Token> tokens, int first, String delimiter) {
    var start = tokens.get(first).start();
    if (!text.regionMatches(true, start, delimiter, 0, delimiter.length())) {
      return 0;
    }
    for (var i = first; i < tokens.size(); i++) {
      if (tokens.get(i).end() == start + delimiter.length()) {
        return tokens.get(i).end();
      }
    }
    return 0;
  }

  private static boolean beginsLine(String text, int offset) {
    for (var i = offset - 1; i >= 0; i--) {
      var c = text.charAt(i);
      if (c == '\n') {
        return true;
      }
      if (!Character.isWhitespace(c)) {
        return false;
      }
    }
    return true;
  }
}
