package io.safeddl.demo;

import io.safeddl.jdbc.UnsafeDdlException;
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
 */
record Answer(Kind kind, List<String> rules, List<String> messages) {
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

  static Answer of(Statement statement) throws SQLException {
    List<String> messages = new ArrayList<>();
    for (var warning = statement.getWarnings();
        warning != null;
        warning = warning.getNextWarning()) {
      messages.add(String.valueOf(warning.getMessage()));
    }
    var rewritten = messages.stream().anyMatch(m -> m.startsWith(REWRITTEN));
    return rewritten
        ? new Answer(Kind.REWRITTEN, rulesIn(messages), messages)
        : new Answer(Kind.DONE, List.of(), messages);
  }

  private static List<String> rulesIn(List<String> messages) {
    return messages.stream()
        .map(RULE::matcher)
        .filter(Matcher::lookingAt)
        .map(matcher -> matcher.group(1))
        .distinct()
        .toList();
  }

  static Answer of(SQLException e) {
    var message = List.of(String.valueOf(e.getMessage()));
    if (e instanceof UnsafeDdlException unsafe && !unsafe.findings().isEmpty()) {
      var rules =
          unsafe.findings().stream()
              .filter(finding -> finding.severity() == Severity.ERROR)
              .map(finding -> finding.rule().id())
              .distinct()
              .toList();
      return new Answer(Kind.REFUSED, rules, message);
    }
    return new Answer(Kind.FAILED, List.of(), message);
  }
}
