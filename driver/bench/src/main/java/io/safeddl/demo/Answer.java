package io.safeddl.demo;

import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.rule.Finding;
import io.safeddl.rule.Severity;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the migration was told.
 *
 * @param kind how it went
 * @param rules the rules for which it was refused or rewritten, if any
 * @param messages warnings, or the refusal
 * @param advice of a refusal: the texts to run instead
 */
record Answer(Kind kind, List<String> rules, List<String> messages, List<String> advice) {
  /** How the driver's warning begins that says what it did instead. */
  private static final String REWRITTEN = "SafeDDL ran in place of this statement: ";

  /** How its warning about a finding begins. */
  private static final Pattern RULE = Pattern.compile("SafeDDL \\[([a-z-]+)]");

  /** How it went. */
  enum Kind {
    DONE("done"),
    REWRITTEN("rewritten"),
    REFUSED("refused"),
    FAILED("failed");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** After the statement was carried out, as it was written or by other steps. */
  static Answer of(Statement statement, String sql) throws SQLException {
    List<String> messages = new ArrayList<>();
    for (var warning = statement.getWarnings();
        warning != null;
        warning = warning.getNextWarning()) {
      messages.add(String.valueOf(warning.getMessage()));
    }
    // VALIDATE CONSTRAINT is a step of its own, but the same text.
    var rewritten =
        messages.stream().anyMatch(m -> m.startsWith(REWRITTEN) && !m.equals(REWRITTEN + sql));
    return rewritten
        ? new Answer(Kind.REWRITTEN, rulesIn(messages), messages, List.of())
        : done(messages);
  }

  private static List<String> rulesIn(List<String> messages) {
    return messages.stream()
        .map(RULE::matcher)
        .filter(Matcher::lookingAt)
        .map(matcher -> matcher.group(1))
        .distinct()
        .toList();
  }

  static Answer done(List<String> messages) {
    return new Answer(Kind.DONE, List.of(), messages, List.of());
  }

  static Answer failed(Exception e) {
    return new Answer(Kind.FAILED, List.of(), List.of(String.valueOf(e.getMessage())), List.of());
  }

  static Answer of(SQLException e) {
    if (!(e instanceof UnsafeDdlException unsafe) || unsafe.findings().isEmpty()) {
      return failed(e);
    }
    var errors = unsafe.findings().stream().filter(f -> f.severity() == Severity.ERROR).toList();
    return new Answer(
        Kind.REFUSED,
        errors.stream().map(finding -> finding.rule().id()).distinct().toList(),
        List.of(String.valueOf(e.getMessage())),
        errors.stream().map(Finding::instead).distinct().toList());
  }
}
