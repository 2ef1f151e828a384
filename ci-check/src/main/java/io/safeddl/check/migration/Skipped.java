package io.safeddl.check.migration;

import io.safeddl.check.source.Region;
import io.safeddl.check.source.SourceFile;
import io.safeddl.sql.PsqlText;
import java.util.List;

/** What is said of the parts of a file that are not SQL. */
final class Skipped {
  private Skipped() {}

  /** With the end of what is said of a command of psql's. */
  static List<Note> notes(SourceFile file, PsqlText sql, String command) {
    return sql.skipped().stream()
        .map(it -> new Note(Region.of(file, it.span()), text(it.kind(), command)))
        .toList();
  }

  private static String text(PsqlText.Kind kind, String command) {
    return switch (kind) {
      case COMMAND -> "a command of psql, " + command;
      case COPY_DATA -> "data of COPY, which is not judged";
    };
  }
}
