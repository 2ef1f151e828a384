package io.safeddl.sql;

import java.util.List;

/**
 * Follows standard_conforming_strings through a text. The strings of a block are read by the
 * setting at the time when it runs, and the statements of one text by that of the statement before:
 * neither is known when the text is cut.
 */
final class StringSetting {
  private static final String NAME = "standard_conforming_strings";

  private final boolean standard;
  private boolean changed;
  private boolean named;

  StringSetting(boolean standard) {
    this.standard = standard;
  }

  /** Takes note of a token of the statement. */
  void see(Token token) {
    String value = token.value();
    for (int i = 0; !named && i <= value.length() - NAME.length(); i++) {
      named = value.regionMatches(true, i, NAME, 0, NAME.length());
    }
  }

  /** At the end of a statement: true where it is not known how its strings will be read. */
  boolean leavesInDoubt(List<Token> tokens) {
    boolean block = !tokens.isEmpty() && tokens.get(0).is("do");
    boolean doubt = changed || (block && (named || !standard));
    changed |= named && !(standard && setsOn(tokens));
    named = false;
    return doubt;
  }

  /** {@code SET standard_conforming_strings = on}, as pg_dump writes it. */
  private static boolean setsOn(List<Token> tokens) {
    return tokens.size() == 4
        && tokens.get(0).is("set")
        && tokens.get(1).is(NAME)
        && tokens.get(3).value().equalsIgnoreCase("on");
  }
}
