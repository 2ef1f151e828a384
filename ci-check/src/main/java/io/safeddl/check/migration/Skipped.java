package io.safeddl.check.migration;

import io.safeddl.check.source.Region;
import io.safeddl.check.source.SourceFile;
import io.safeddl.sql.PsqlText;
import java.util.List;
import java.util.Set;

/** What is said of the parts of a file that are not SQL. */
final class Skipped {
  private Skipped() {}

  /** What is judged as psql runs it. */
  static final Set<PsqlText.Kind> JUDGED = Set.of(PsqlText.Kind.JOIN, PsqlText.Kind.EXECUTION);

  /**
   * With the end of what is said of a command of psql's.
   *
   * @param passed of which nothing is said
   */
  static List<Note> notes(
      SourceFile file, PsqlText sql, Set<PsqlText.Kind> passed, String command) {
    return sql.skipped().stream()
        .filter(it -> !passed.contains(it.kind()))
        .map(it -> new Note(Region.of(file, it.span()), text(it.kind(), command)))
        .toList();
  }

  private static String text(PsqlText.Kind kind, String command) {
    return switch (kind) {
      case COMMAND, JOIN, EXECUTION -> "a command of psql, " + command;
      case DISCARDED -> "thrown away by psql's \\r, " + command;
      case COPY_DATA -> "data of COPY, which is not judged";
    };
  }
}
