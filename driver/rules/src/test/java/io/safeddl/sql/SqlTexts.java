package io.safeddl.sql;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts that are made to confuse a lexer. */
final class SqlTexts {
  private static final List<String> PIECES =
      List.of(
          ";",
          ";",
          "'",
          "''",
          "\"",
          "\\",
          "$$",
          "$a$",
          "$",
          "$1",
          "?",
          "??",
          "(",
          ")",
          "[",
          "]",
          "/*",
          "*/",
          "/*/",
          "--",
          "\n",
          "\r",
          " ",
          "\t",
          "\f",
          "\u000b",
          "E'",
          "e'\\'",
          "U&'",
          "u&\"",
          "N'",
          "B'",
          "x'",
          "uescape '!'",
          "begin",
          "atomic",
          "end",
          "create",
          "function",
          "or replace",
          "rule",
          "drop",
          "table",
          "t",
          "select",
          "into",
          "1",
          "1.",
          ".5",
          "1e",
          "0x",
          "1_0",
          "+",
          "-",
          "*",
          "/",
          "=",
          "@-",
          "::",
          ":=",
          "\u00e9",
          "\u00a0",
          "\u2028",
          "\ufeff",
          "\ud83d\ude00",
          "\ud83d",
          "\0",
          "_",
          "A",
          "é$$",
          "{",
          "}",
          "`",
          ",",
          ".",
          "..",
          "values",
          "insert",
          "update",
          "delete",
          "where",
          "set",
          "from",
          "with",
          "as",
          "id",
          "= 1",
          "and",
          "or");

  private SqlTexts() {}

  static Arbitrary<String> confusing() {
    return Arbitraries.of(PIECES).list().ofMaxSize(30).map(pieces -> String.join("", pieces));
  }

  static Arbitrary<String> spacedOut() {
    return Arbitraries.of(PIECES).list().ofMaxSize(25).map(pieces -> String.join(" ", pieces));
  }
}
