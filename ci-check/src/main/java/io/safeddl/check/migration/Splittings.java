package io.safeddl.check.migration;

import io.safeddl.check.migration.Migration.InTransaction;
import io.safeddl.check.source.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds how migrations are split, and which need no splitting. */
public final class Splittings {
  /** What is said of changelogs in XML, YAML and JSON. */
  public static final String NOT_SQL =
      "only changelogs in formatted SQL are rewritten: paste what stands under Instead";

  private final ToolSettings settings;
  private final Map<Path, SourceFile> files = new HashMap<>();

  /**
   * Those of migrations in these files.
   *
   * @param settings what the tools are told
   * @param files all that are read, those that are still to be written too
   */
  public Splittings(ToolSettings settings, List<SourceFile> files) {
    this.settings = settings;
    for (var file : files) {
      var path = file.path();
      if (path != null) {
        this.files.put(path, file);
      }
    }
  }

  /**
   * True where each statement of the migration is run by itself, so that several may take the place
   * of one. Of a file of Flyway's that is so where it has been told; what it finds out by itself
   * holds for the statements that stand in the file now.
   *
   * @throws IOException where a file beside it cannot be read
   */
  public boolean runsEachByItself(Migration migration) throws IOException {
    if (migration.transaction() != InTransaction.EACH_ITS_OWN) {
      return false;
    }
    if (migration.tool() != Migration.Tool.FLYWAY) {
      return true;
    }
    var flyway = new FlywaySettings(settings);
    return FlywayScriptConfig.beside(migration.source().file(), files).executeInTransaction()
            != null
        || !flyway.executesInTransaction()
        || flyway.mixed();
  }

  /**
   * How it is split.
   *
   * @throws NotRewritten where it never is
   */
  public Splitting of(Migration migration) throws NotRewritten {
    return switch (migration.tool()) {
      case FLYWAY ->
          new FlywaySplitting(migration.source().file(), new FlywaySettings(settings), files);
      case FORMATTED_SQL -> ChangesetSplitting.of(migration);
      case PLAIN -> NumberedSplitting.of(migration.source().file(), files.keySet());
      case CHANGELOG -> throw new NotRewritten(NOT_SQL);
    };
  }
}
