package io.safeddl.check.migration;

import io.safeddl.check.migration.Migration.Edited;
import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.check.migration.Migration.Tool;
import io.safeddl.check.source.Region;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceReader;
import io.safeddl.check.source.SourceText;
import io.safeddl.sql.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changelogs of Liquibase's, each changeset a migration and a release of its own. Formatted SQL is
 * read here; for XML, YAML and JSON Liquibase itself is asked what it would send. Contexts and
 * labels: all are taken; preconditions are taken to hold.
 */
final class LiquibaseLayout implements Layout {
  private static final Pattern INCLUDES =
      Pattern.compile("<(?:[\\w-]++:)?include|\\binclude(?:All)?+\"?+[ ]*+:");

  private final ToolSettings settings;

  LiquibaseLayout(ToolSettings settings) {
    this.settings = settings;
  }

  @Override
  public Migrations read(List<SourceFile> files) throws IOException {
    return new Reading().read(files);
  }

  private final class Reading {
    private final List<Note> notes = new ArrayList<>();
    private final List<Migration> migrations = new ArrayList<>();
    private final FormattedChangesets formatted = new FormattedChangesets(settings, notes);

    /** Files by their paths, also those that only a changelog names. */
    private final Map<Path, SourceFile> byPath = new HashMap<>();

    private final Map<SourceFile, Map<String, Migration>> ofFormatted = new HashMap<>();
    private final Map<SourceFile, Map<String, Span>> places = new HashMap<>();
    private final Map<SourceFile, Set<String>> onDisk = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<SourceFile> reached = new HashSet<>();

    Migrations read(List<SourceFile> files) throws IOException {
      var changelogs = new ArrayList<SourceFile>();
      for (var file : files) {
        if (file.path() != null) {
          byPath.put(file.path().toAbsolutePath().normalize(), file);
        }
        if (Changelogs.mayBe(file.name())) {
          changelogs.add(file);
        } else if (!FormattedSql.is(file)) {
          reached.add(file);
          note(file, "is no changelog: its first line is not «--liquibase formatted sql»");
        }
      }
      if (OfflineChangelog.isPossible()) {
        ask(changelogs);
      } else {
        refuse(changelogs);
      }
      for (var file : files) {
        if (!changelogs.contains(file) && reached.add(file)) {
          migrations.addAll(formatted.read(file));
        }
      }
      notes.addAll(formatted.unknownValues());
      return new Migrations(files.size(), migrations, notes);
    }

    /** Those that include others come first: what they include is read in its place there. */
    private void ask(List<SourceFile> changelogs) throws IOException {
      var ordered = new ArrayList<>(changelogs);
      ordered.sort(Comparator.comparing(file -> !includes(file)));
      for (var file : ordered) {
        var path = file.path();
        if (path != null && reached.add(file)) {
          var searched = SearchedFolders.of(path);
          var read =
              OfflineLiquibase.read(
                  searched.get(searched.size() - 1),
                  searched,
                  path.toAbsolutePath().normalize(),
                  settings);
          formatted.alsoKnown(read.values());
          for (var changeset : read.changesets()) {
            add(changeset, file, searched);
          }
        }
      }
    }

    private void refuse(List<SourceFile> changelogs) throws IOException {
      for (var file : changelogs) {
        if (Changesets.spans(file).isEmpty()) {
          note(file, "is not read without Liquibase: the files that it includes are read by name");
        } else {
          throw new IOException(
              file.name()
                  + " is a changelog that Liquibase itself has to read, and there is no Liquibase"
                  + " on the class path. Put it there: java -cp"
                  + " safeddl-check.jar:liquibase-core.jar:… io.safeddl.check.Main");
        }
      }
    }

    private void add(OfflineChangelog.Changeset changeset, SourceFile root, List<Path> searched)
        throws IOException {
      var file = file(changeset.file(), searched);
      if (file == null) {
        file = root;
      }
      reached.add(file);
      if (!seen.add(file.name() + "::" + changeset.name())) {
        return;
      }
      if (FormattedSql.is(file)) {
        var migration = ofFormatted(file).get(changeset.name());
        if (migration != null) {
          migrations.add(migration);
          migrations.addAll(notYetWritten(file, changeset.name()));
        }
        return;
      }
      var span = places(file).get(changeset.name());
      var place = span == null ? file.firstLine().span() : span;
      var at = Region.of(file, new Span(place.start(), lineEnd(file, place)));
      if (!changeset.runs()) {
        notes.add(
            new Note(at, "changeset " + changeset.name() + " is not for PostgreSQL: not judged"));
        return;
      }
      for (var failure : changeset.failures()) {
        notes.add(
            new Note(
                at, "what this does cannot be said without a database, not judged: " + failure));
      }
      if (changeset.sql().isEmpty()) {
        return;
      }
      migrations.add(
          new Migration(
              changeset.name(),
              SourceText.generated(file, place, text(changeset.sql())),
              transaction(changeset),
              file.name() + "::" + changeset.name(),
              changeset.runAgain() ? Edited.RUN_AGAIN : Edited.REFUSED,
              Tool.CHANGELOG));
    }

    private Map<String, Migration> ofFormatted(SourceFile file) {
      return ofFormatted.computeIfAbsent(
          file,
          it -> {
            Map<String, Migration> all = new LinkedHashMap<>();
            formatted.read(it).forEach(migration -> all.put(migration.name(), migration));
            return all;
          });
    }

    /**
     * The changesets behind this one that the file has here and not yet on the disk, where
     * Liquibase reads it.
     */
    private List<Migration> notYetWritten(SourceFile file, String name) throws IOException {
      var path = file.path();
      if (path == null) {
        return List.of();
      }
      var written = onDisk.get(file);
      if (written == null) {
        written = Changesets.spans(SourceReader.read(path)).keySet();
        onDisk.put(file, written);
      }
      List<Migration> behind = new ArrayList<>();
      var found = false;
      for (var it : ofFormatted(file).entrySet()) {
        if (found && written.contains(it.getKey())) {
          break;
        }
        if (found) {
          behind.add(it.getValue());
        }
        found = found || it.getKey().equals(name);
      }
      return behind;
    }

    private Map<String, Span> places(SourceFile file) {
      return places.computeIfAbsent(file, Changesets::spans);
    }

    private @Nullable SourceFile file(String name, List<Path> searched) throws IOException {
      for (var folder : searched) {
        var path = folder.resolve(name.startsWith("/") ? name.substring(1) : name).normalize();
        var known = byPath.get(path);
        if (known == null && Files.isRegularFile(path)) {
          known = SourceReader.read(path);
          byPath.put(path, known);
        }
        if (known != null) {
          return known;
        }
      }
      return null;
    }

    private void note(SourceFile file, String text) {
      notes.add(new Note(file.firstLine(), text));
    }
  }

  private static boolean includes(SourceFile file) {
    return INCLUDES.matcher(file.text()).find();
  }

  private static int lineEnd(SourceFile file, Span place) {
    var end = file.text().indexOf('\n', place.start());
    return end < 0 ? place.end() : Math.min(end, place.end());
  }

  private static InTransaction transaction(OfflineChangelog.Changeset changeset) {
    if (changeset.inTransaction()) {
      return InTransaction.ONE;
    }
    return changeset.split() ? InTransaction.EACH_ITS_OWN : InTransaction.ONE_TEXT;
  }

  private static String text(List<String> sql) {
    var text = new StringBuilder();
    for (var statement : sql) {
      // On a line of its own, since a comment may end the statement.
      text.append(statement.strip()).append("\n;\n");
    }
    return text.toString();
  }
}
