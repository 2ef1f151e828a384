package io.safeddl.check.migration;

import io.safeddl.check.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Changelogs of Liquibase's, each changeset a migration and a release of its own. Contexts and
 * labels: all are taken; preconditions are taken to hold.
 */
final class LiquibaseLayout implements Layout {
  private final ToolSettings settings;

  LiquibaseLayout(ToolSettings settings) {
    this.settings = settings;
  }

  @Override
  public Migrations read(List<SourceFile> files) throws IOException {
    var notes = new ArrayList<Note>();
    var migrations = new ArrayList<Migration>();
    var formatted = new FormattedChangesets(settings, notes);
    for (var file : files) {
      if (FormattedSql.is(file)) {
        migrations.addAll(formatted.read(file));
      } else {
        notes.add(
            new Note(
                file.firstLine(),
                "is no changelog: its first line is not «--liquibase formatted sql». Not judged"));
      }
    }
    notes.addAll(formatted.unknownValues());
    return new Migrations(files.size(), migrations, notes);
  }
}
