package io.safeddl.check.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a file's name tells Flyway: {@code V1_2__add_column.sql}.
 *
 * @param version null where there is none
 * @param description the words behind the separator
 */
record FlywayName(Kind kind, @Nullable FlywayVersion version, String description) {
  /** What Flyway does with a file. */
  enum Kind {
    /** Runs it when migrating, before all others. */
    BEFORE,
    /** Runs it once, in its turn. */
    VERSIONED,
    /** Runs it on an empty database, in place of what is older. */
    BASELINE,
    /** Runs it when migrating, between the versioned and the repeatable ones. */
    BETWEEN,
    /** Runs it after the versioned ones, whenever it has changed. */
    REPEATABLE,
    /** Runs it when migrating, after all others. */
    AFTER,
    /** Runs it on the way back. */
    UNDO,
    /** Runs it at other times than when migrating. */
    OTHER
  }

  /** The callbacks that a migration run calls, in its order. */
  private static final List<String> BEFORE =
      List.of(
          "beforeConnect",
          "afterConnect",
          "beforeCreateSchema",
          "createSchema",
          "beforeValidate",
          "afterValidate",
          "beforeMigrate",
          "beforeEachMigrate");

  private static final List<String> BETWEEN = List.of("afterVersioned", "beforeRepeatables");
  private static final List<String> AFTER =
      List.of("afterEachMigrate", "afterMigrate", "afterMigrateApplied");

  /** The rest of the callbacks. */
  private static final List<String> OTHER =
      List.of(
          "beforeEachMigrateStatement",
          "afterEachMigrateStatement",
          "afterEachMigrateStatementError",
          "afterEachMigrateError",
          "afterMigrateError",
          "beforeUndo",
          "beforeEachUndo",
          "beforeEachUndoStatement",
          "afterEachUndoStatement",
          "afterEachUndoStatementError",
          "afterEachUndo",
          "afterEachUndoError",
          "afterUndo",
          "afterUndoError",
          "beforeClean",
          "afterClean",
          "afterCleanError",
          "beforeInfo",
          "afterInfo",
          "afterInfoError",
          "afterValidateError",
          "beforeBaseline",
          "afterBaseline",
          "afterBaselineError",
          "beforeRepair",
          "afterRepair",
          "afterRepairError",
          "afterMigrateOperationFinish",
          "afterRepairOperationFinish");

  /** The order in which Flyway runs them. */
  static final Comparator<FlywayName> ORDER = FlywayName::compare;

  private record Prefix(String text, Kind kind) {}

  /** Reads the names of one configuration. */
  static final class Reader {
    private final FlywaySettings settings;
    private final List<Prefix> prefixes = new ArrayList<>();

    Reader(FlywaySettings settings) {
      this.settings = settings;
      prefixes.add(new Prefix(settings.versionedPrefix(), Kind.VERSIONED));
      prefixes.add(new Prefix(settings.baselinePrefix(), Kind.BASELINE));
      prefixes.add(new Prefix(settings.undoPrefix(), Kind.UNDO));
      prefixes.add(new Prefix(settings.repeatablePrefix(), Kind.REPEATABLE));
      callbacks(BEFORE, Kind.BEFORE);
      callbacks(BETWEEN, Kind.BETWEEN);
      callbacks(AFTER, Kind.AFTER);
      callbacks(OTHER, Kind.OTHER);
      // As Flyway does: the longest prefix counts.
      prefixes.sort(Comparator.comparingInt((Prefix it) -> it.text().length()).reversed());
    }

    private void callbacks(List<String> names, Kind kind) {
      names.forEach(name -> prefixes.add(new Prefix(name, kind)));
    }

    /** Reads a file's name without its folders; null for what Flyway does not run. */
    @Nullable FlywayName read(String file) {
      var name = withoutSuffix(file);
      if (name == null) {
        return null;
      }
      for (var prefix : prefixes) {
        if (name.startsWith(prefix.text())) {
          return read(prefix, name.substring(prefix.text().length()));
        }
      }
      return null;
    }

    private @Nullable FlywayName read(Prefix prefix, String rest) {
      var at = rest.indexOf(settings.separator());
      var first = at < 0 ? rest : rest.substring(0, at);
      var words = at < 0 ? "" : rest.substring(at + settings.separator().length());
      var description = words.replace('_', ' ');
      switch (prefix.kind()) {
        case VERSIONED, BASELINE, UNDO -> {
          var version = FlywayVersion.of(first);
          return version == null ? null : new FlywayName(prefix.kind(), version, description);
        }
        case REPEATABLE -> {
          return first.isEmpty() ? new FlywayName(prefix.kind(), null, description) : null;
        }
        default -> {
          return first.isEmpty()
              ? new FlywayName(prefix.kind(), null, callback(prefix.text()) + description)
              : null;
        }
      }
    }

    private @Nullable String withoutSuffix(String file) {
      for (var suffix : settings.suffixes()) {
        if (file.toUpperCase(Locale.ROOT).endsWith(suffix.toUpperCase(Locale.ROOT))) {
          return file.substring(0, file.length() - suffix.length());
        }
      }
      return null;
    }

    /** What puts the callbacks of one moment in their order. */
    private static String callback(String name) {
      var all = Stream.of(BEFORE, BETWEEN, AFTER, OTHER).flatMap(List::stream).toList();
      return "%02d ".formatted(all.indexOf(name));
    }
  }

  private static int compare(FlywayName a, FlywayName b) {
    var order = turn(a.kind).compareTo(turn(b.kind));
    if (order != 0) {
      return order;
    }
    return a.version != null && b.version != null
        ? a.version.compareTo(b.version)
        : a.description.compareTo(b.description);
  }

  /** A baseline takes its turn among the versions. */
  private static Kind turn(Kind kind) {
    return kind == Kind.BASELINE ? Kind.VERSIONED : kind;
  }
}
