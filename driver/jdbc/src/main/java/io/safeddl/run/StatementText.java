package io.safeddl.run;

import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** A statement's text for those who must know it again, or show it without what may be a secret. */
final class StatementText {
  private static final int START = 200;

  private StatementText() {}

  /**
   * The same for the same tokens: comments and white space do not count, since tools strip them,
   * nor does the case of letters where it means nothing.
   */
  static String hash(SourceStatement source) {
    var text =
        source.tokens().stream()
            .map(
                t ->
                    t.kind() == Token.Kind.WORD
                        ? t.value()
                        : source.script().substring(t.start(), t.end()))
            .collect(Collectors.joining(" "));
    return HexFormat.of().formatHex(sha256(text));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Its first words, string literals left out. */
  static String start(SourceStatement source) {
    var text = withoutLiterals(source);
    return text.length() <= START ? text : text.substring(0, START) + " ...";
  }

  /** A text of one or several statements. */
  static String withoutLiterals(String sql) {
    return Script.parse(sql).statements().stream()
        .map(StatementText::withoutLiterals)
        .collect(Collectors.joining("; "));
  }

  /** One statement. */
  static String withoutLiterals(SourceStatement source) {
    return source.tokens().stream()
        .map(
            t ->
                t.kind() == Token.Kind.STRING
                    ? "'...'"
                    : source.script().substring(t.start(), t.end()))
        .collect(Collectors.joining(" "));
  }

  /** A text in one line, cut for a log. */
  static String inShort(String sql) {
    var text = sql.strip().replaceAll("\\s+", " ");
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
