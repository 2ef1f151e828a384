package io.safeddl.demo;

import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.rule.Finding;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What the migration was told.
 *
 * @param kind how it went
 * @param rules the rules that refused it, if any
 * @param messages warnings, or the refusal
 */
record Answer(Kind kind, List<String> rules, List<String> messages) {
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
    var rewritten = messages.stream().anyMatch(m -> m.startsWith("SafeDDL"));
    return new Answer(rewritten ? Kind.REWRITTEN : Kind.DONE, List.of(), messages);
  }

  static Answer of(SQLException e) {
    var message = List.of(String.valueOf(e.getMessage()));
    if (e instanceof UnsafeDdlException unsafe && !unsafe.findings().isEmpty()) {
      var rules = unsafe.findings().stream().map(Answer::rule).distinct().toList();
      return new Answer(Kind.REFUSED, rules, message);
    }
    return new Answer(Kind.FAILED, List.of(), message);
  }

  private static String rule(Finding finding) {
    return finding.rule().id();
  }
}
