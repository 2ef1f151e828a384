package io.safeddl.sql;

import java.util.Locale;

/** Quoting of identifiers (manual section 4.1.1). */
public final class Identifiers {
  private Identifiers() {}

  /**
   * The identifier as it can stand in SQL: unchanged where it is plain and no key word, else in
   * double quotes, as {@code quote_ident} does.
   */
  public static String quote(String identifier) {
    return isPlain(identifier) && !Keywords.mustBeQuoted(identifier)
        ? identifier
        : '"' + identifier.replace("\"", "\"\"") + '"';
  }

  private static boolean isPlain(String identifier) {
    for (int i = 0; i < identifier.length(); i++) {
      char c = identifier.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || c == '_';
      if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '$'))) {
        return false;
      }
    }
    return !identifier.isEmpty();
  }

  /**
   * An unquoted identifier as PostgreSQL stores it: only ASCII letters are folded, as in a UTF-8
   * database; the cut at 63 bytes is left to the server.
   */
  public static String fold(String identifier) {
    StringBuilder folded = new StringBuilder(identifier.length());
    for (int i = 0; i < identifier.length(); i++) {
      char c = identifier.charAt(i);
      folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return folded.toString();
  }

  /** ASCII upper case, for messages. */
  static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
