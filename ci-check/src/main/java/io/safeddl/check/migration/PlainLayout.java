package io.safeddl.check.migration;

import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.check.source.Region;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText;
import io.safeddl.sql.PsqlText;
import java.util.ArrayList;
import java.util.List;

/** Files of SQL that belong to no tool, in the order given, each a release of its own. */
final class PlainLayout implements Layout {
  @Override
  public Migrations read(List<SourceFile> files) {
    var migrations = new ArrayList<Migration>();
    var notes = new ArrayList<Note>();
    for (var file : files) {
      var sql = PsqlText.read(file.text());
      notes.addAll(notes(file, sql));
      migrations.add(
          new Migration(
              file.name(), SourceText.of(file, sql), InTransaction.EACH_ITS_OWN, file.name()));
    }
    return new Migrations(files.size(), migrations, notes);
  }

  /** What is said of the parts of a file that are not SQL. */
  static List<Note> notes(SourceFile file, PsqlText sql) {
    return sql.skipped().stream()
        .map(it -> new Note(Region.of(file, it.span()), text(it.kind())))
        .toList();
  }

  private static String text(PsqlText.Kind kind) {
    return switch (kind) {
      case COMMAND -> "a command of psql, which is not judged";
      case COPY_DATA -> "data of COPY, which is not judged";
    };
  }
}
