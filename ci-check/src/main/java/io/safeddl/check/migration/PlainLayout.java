package io.safeddl.check.migration;

import io.safeddl.check.migration.Migration.Edited;
import io.safeddl.check.migration.Migration.Tool;
import io.safeddl.check.migration.PlainFile.Kind;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText;
import io.safeddl.sql.PsqlText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Files in the order given, each a release of its own: those of tools that run them in the order of
 * their names, and those of no tool. What undoes a migration is not read.
 */
final class PlainLayout implements Layout {
  @Override
  public Migrations read(List<SourceFile> files) throws IOException {
    var migrations = new ArrayList<Migration>();
    var notes = new ArrayList<Note>();
    var undone = new ArrayList<SourceFile>();
    for (var file : SqitchPlan.ordered(files)) {
      var it = PlainFile.of(file);
      if (it.kind() == Kind.DOWN) {
        undone.add(file);
        continue;
      }
      var sql = PsqlText.read(it.kind() == Kind.SQL ? file.text() : it.up(file));
      notes.addAll(Skipped.notes(file, sql, Skipped.JUDGED, "which is not judged"));
      migrations.add(
          new Migration(
              file.name(),
              SourceText.of(file, sql),
              it.transaction(),
              file.name(),
              it.kind() == Kind.SQL ? Edited.UNKNOWN : Edited.IGNORED,
              Tool.PLAIN));
    }
    if (!undone.isEmpty()) {
      var more = undone.size() == 1 ? "" : " (" + undone.size() + " files)";
      notes.add(new Note(undone.get(0).firstLine(), "undoes a migration: not judged" + more));
    }
    return new Migrations(files.size(), migrations, notes);
  }
}
