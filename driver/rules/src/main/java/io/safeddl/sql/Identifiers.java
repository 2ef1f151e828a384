package io.safeddl.sql;

import java.util.regex.Pattern;

/** Quoting of identifiers (manual section 4.1.1). */
public final class Identifiers {
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

  private Identifiers() {}

  /**
   * The identifier as it can stand in SQL: unchanged where it is plain and no key word, else in
   * double quotes, as {@code quote_ident} does.
   */
  public static String quote(String identifier) {
    return PLAIN.matcher(identifier).matches() && !Keywords.mustBeQuoted(identifier)
        ? identifier
        : '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
