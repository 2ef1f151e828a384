package io.safeddl.check.migration;

import io.safeddl.check.migration.FlywayName.Kind;
import io.safeddl.check.migration.Migration.Edited;
import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.check.migration.Migration.Tool;
import io.safeddl.check.source.SourceFile;
import io.safeddl.check.source.SourceText;
import io.safeddl.sql.PsqlText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files as Flyway names, orders and runs them. What is in several folders is merged, as locations
 * are. Each file is a release of its own.
 */
final class FlywayLayout implements Layout {
  private final FlywaySettings settings;
  private final FlywayName.Reader names;

  FlywayLayout(FlywaySettings settings) {
    this.settings = settings;
    this.names = new FlywayName.Reader(settings);
  }

  /** A file that has a name for Flyway. */
  private record Script(FlywayName name, SourceFile file) {}

  @Override
  public Migrations read(List<SourceFile> files) throws IOException {
    return new Reading().read(files);
  }

  private final class Reading {
    private final List<Note> notes = new ArrayList<>();
    private final List<Migration> migrations = new ArrayList<>();
    private final Map<Path, SourceFile> configs = new HashMap<>();
    private final Placeholders placeholders =
        new Placeholders(
            settings.placeholderPrefix(), settings.placeholderSuffix(), Placeholders.Kind.FLYWAY);

    Migrations read(List<SourceFile> files) throws IOException {
      var scripts = new ArrayList<Script>();
      for (var file : files) {
        var name = names.read(file.shortName());
        var path = file.path();
        if (path != null && isConfig(file)) {
          configs.put(path, file);
        } else if (name == null) {
          note(file, "Flyway does not run a file of this name: not judged");
        } else {
          scripts.add(new Script(name, file));
        }
      }
      scripts.sort(Comparator.comparing(Script::name, FlywayName.ORDER));
      var baseline = baseline(scripts);
      Script last = null;
      for (var script : scripts) {
        if (isRun(script, baseline)) {
          if (last != null) {
            unique(last, script);
          }
          add(script);
          last = script;
        }
      }
      aside(scripts, Kind.UNDO, "Flyway runs an undo migration on the way back alone: not judged");
      aside(scripts, Kind.OTHER, "Flyway runs this callback at other times: not judged");
      notes.addAll(placeholders.notes());
      return new Migrations(files.size() - configs.size(), migrations, notes);
    }

    /** A script's own settings, given as a file like others. */
    private boolean isConfig(SourceFile file) {
      var script = FlywayScriptConfig.script(file.shortName());
      return script != null && names.read(script) != null;
    }

    /** One note for all of them, at the first. */
    private void aside(List<Script> scripts, Kind kind, String text) {
      var found = scripts.stream().filter(it -> it.name().kind() == kind).toList();
      if (!found.isEmpty()) {
        var more = found.size() == 1 ? "" : " (" + found.size() + " files)";
        note(found.get(0).file(), text + more);
      }
    }

    private @Nullable Script baseline(List<Script> scripts) {
      Script newest = null;
      for (var script : scripts) {
        newest = script.name().kind() == Kind.BASELINE ? script : newest;
      }
      return newest;
    }

    private boolean isRun(Script script, @Nullable Script baseline) {
      var name = script.name();
      return switch (name.kind()) {
        case UNDO, OTHER -> false;
        case BASELINE -> script.equals(baseline);
        case VERSIONED -> baseline == null || !covers(baseline, script);
        default -> true;
      };
    }

    private boolean covers(Script baseline, Script script) {
      if (FlywayName.ORDER.compare(script.name(), baseline.name()) > 0) {
        return false;
      }
      note(
          script.file(),
          "the baseline migration "
              + baseline.file().shortName()
              + " stands for this one, which is not read");
      return true;
    }

    private void unique(Script before, Script script) {
      var name = script.name();
      if (FlywayName.ORDER.compare(before.name(), name) == 0
          && (name.kind() == Kind.VERSIONED || name.kind() == Kind.REPEATABLE)) {
        note(
            script.file(),
            "Flyway refuses to migrate: "
                + before.file().name()
                + (name.kind() == Kind.VERSIONED ? " has the same version" : " is named alike")
                + ". What belongs to two databases is checked in two runs");
      }
    }

    private void add(Script script) throws IOException {
      var file = script.file();
      var config = FlywayScriptConfig.beside(file, configs);
      if (!config.executed()) {
        note(file, "its .conf says shouldExecute=false: not judged");
        return;
      }
      var sql = PsqlText.read(file.text());
      notes.addAll(
          Skipped.notes(file, sql, Set.of(), "which Flyway sends to the server: it is an error"));
      var source = SourceText.of(file, sql);
      if (settings.replacesPlaceholders() && config.replacesPlaceholders()) {
        source = placeholders.fill(source, name -> settings.placeholder(name, file.shortName()));
      }
      var version = script.name().version();
      migrations.add(
          new Migration(
              version == null ? file.shortName() : version.text(),
              source,
              transaction(source, config),
              file.name(),
              version == null ? Edited.RUN_AGAIN : Edited.REFUSED,
              Tool.FLYWAY));
    }

    private InTransaction transaction(SourceText source, FlywayScriptConfig config) {
      var told = config.executeInTransaction();
      if (told != null) {
        return told ? InTransaction.ONE : InTransaction.EACH_ITS_OWN;
      }
      if (!settings.executesInTransaction()) {
        return InTransaction.EACH_ITS_OWN;
      }
      var found = FlywayTransaction.of(source.text());
      if (found.offending() != null && !settings.mixed()) {
        notes.add(
            new Note(
                source.region(found.offending()),
                "Flyway refuses this file: it has statements that cannot run in a transaction, and"
                    + " others. Put them into files of their own, or write executeInTransaction=false"
                    + " into "
                    + source.file().shortName()
                    + ".conf"));
      }
      return found.without() == null ? InTransaction.ONE : InTransaction.EACH_ITS_OWN;
    }

    private void note(SourceFile file, String text) {
      notes.add(new Note(file.firstLine(), text));
    }
  }
}
