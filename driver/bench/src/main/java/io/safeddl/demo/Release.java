package io.safeddl.demo;

import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The file of dangerous statements. */
final class Release {
  private static final String FILE = "release.sql";
  private static final String REPORT = " (report)";

  private Release() {}

  /**
   * One statement of it.
   *
   * @param reason why the release wants it
   * @param underReport a report reads the table while it runs
   */
  record Change(String reason, String sql, boolean underReport) {
    static Change of(SourceStatement statement) {
      var comments = statement.comments();
      if (comments.isEmpty()) {
        throw new IllegalStateException("a statement without a reason: " + statement.text());
      }
      var comment = comments.get(comments.size() - 1).text().substring("--".length()).strip();
      var underReport = comment.endsWith(REPORT);
      var reason = underReport ? comment.substring(0, comment.length() - REPORT.length()) : comment;
      return new Change(reason, statement.text(), underReport);
    }
  }

  static List<Change> read() throws IOException {
    try (var in = Release.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException(FILE + " is missing beside " + Release.class);
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Script.parse(text).statements().stream().map(Change::of).toList();
    }
  }
}
