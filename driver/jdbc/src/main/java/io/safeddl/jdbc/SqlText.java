package io.safeddl.jdbc;

import java.sql.SQLException;

/** Texts that cannot reach the server as they are, so that what was judged is what is sent. */
final class SqlText {
  /** SQLSTATE {@code character_not_in_repertoire}: what the server says of bytes it cannot read. */
  private static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";

  private SqlText() {}

  /**
   * Refuses NUL, which ends the text for the server (the protocol's strings are zero-terminated,
   * manual section 55.7) but not for the reader, and unpaired surrogates, which the encoder
   * replaces by question marks.
   */
  static void check(String sql) throws SQLException {
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == 0) {
        throw unreadable("NUL (U+0000)", i);
      }
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < sql.length()
                && Character.isLowSurrogate(sql.charAt(i + 1));
        if (!paired) {
          throw unreadable(String.format("half of a surrogate pair (U+%04X)", (int) c), i);
        }
        i++;
      }
    }
  }

  private static SQLException unreadable(String what, int index) {
    return new SQLException(
        "SafeDDL: the SQL text holds "
            + what
            + " at character "
            + (index + 1)
            + ", which PostgreSQL cannot take. Nothing was sent.",
        CHARACTER_NOT_IN_REPERTOIRE);
  }
}
