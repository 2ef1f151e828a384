package io.safeddl.run;

import io.safeddl.plan.Decision;
import io.safeddl.plan.Step;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of {@code safeddl.report}: one JSON object a line for each statement that was judged:
 * {@code {"time","pid","statement","tag","decision","findings":[ids],"steps":[sql],
 * "inTransaction","waitedMs","tookMs","sqlState"}}. String literals are left out: they may be
 * secrets.
 */
final class AuditTrail {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final Object ONE_WRITER = new Object();

  private final @Nullable Path file;

  AuditTrail(@Nullable Path file) {
    this.file = file;
  }

  /**
   * Writes the statements of one text.
   *
   * @param waited for locks, all of them together
   * @param took from the decision to the end
   * @param failure why it failed, or null
   */
  void write(
      Session session,
      List<Verdict> verdicts,
      boolean inTransaction,
      Duration waited,
      Duration took,
      @Nullable SQLException failure) {
    if (file == null) {
      return;
    }
    var lines = new StringBuilder();
    for (Verdict verdict : verdicts) {
      lines.append(
          line(
              session,
              verdict.source(),
              verdict.decision().word(),
              verdict.decision().findings().stream().map(f -> f.rule().id()).toList(),
              steps(verdict.decision()),
              inTransaction,
              waited,
              took,
              failure));
    }
    append(file, lines.toString());
  }

  /**
   * Writes a statement of which the journal said that it is done ({@code "skip"}), or had been
   * begun ({@code "resume"}).
   */
  void writePassed(
      Session session,
      SourceStatement source,
      List<String> steps,
      Duration waited,
      Duration took,
      @Nullable SQLException failure) {
    if (file == null) {
      return;
    }
    append(
        file,
        line(
            session,
            source,
            steps.isEmpty() && failure == null ? "skip" : "resume",
            List.of(),
            steps,
            session.state() != TransactionState.IDLE,
            waited,
            took,
            failure));
  }

  private static String line(
      Session session,
      SourceStatement source,
      String decision,
      List<String> findings,
      List<String> steps,
      boolean inTransaction,
      Duration waited,
      Duration took,
      @Nullable SQLException failure) {
    return "{\"time\":"
        + quote(Instant.now().toString())
        + ",\"pid\":"
        + session.pid()
        + ",\"statement\":"
        + quote(StatementText.withoutLiterals(source))
        + ",\"tag\":"
        + quote(StatementReader.read(source).tag())
        + ",\"decision\":"
        + quote(decision)
        + ",\"findings\":"
        + array(findings)
        + ",\"steps\":"
        + array(steps.stream().map(StatementText::withoutLiterals).toList())
        + ",\"inTransaction\":"
        + inTransaction
        + ",\"waitedMs\":"
        + waited.toMillis()
        + ",\"tookMs\":"
        + took.toMillis()
        + ",\"sqlState\":"
        + (failure == null ? "null" : quote(String.valueOf(failure.getSQLState())))
        + "}\n";
  }

  private static void append(Path file, String lines) {
    synchronized (ONE_WRITER) {
      try {
        Files.write(
            file,
            lines.getBytes(StandardCharsets.UTF_8),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException e) {
        // What has been done at the server is done: the statement must not fail for this.
        LOG.error("the report {} could not be written", file, e);
      }
    }
  }

  private static List<String> steps(Decision decision) {
    return decision instanceof Decision.Replace replace
        ? replace.steps().stream().map(Step::sql).toList()
        : List.of();
  }

  private static String array(List<String> values) {
    return values.stream().map(AuditTrail::quote).collect(Collectors.joining(",", "[", "]"));
  }

  /** A JSON string (RFC 8259, section 7). */
  private static String quote(String text) {
    var json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
