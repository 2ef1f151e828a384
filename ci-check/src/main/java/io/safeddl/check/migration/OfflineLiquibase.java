package io.safeddl.check.migration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.GlobalConfiguration;
import liquibase.Scope;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.changelog.filter.IgnoreChangeSetFilter;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.CompositeResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;
import liquibase.sql.Sql;
import liquibase.sqlgenerator.SqlGeneratorFactory;
import liquibase.ui.LoggerUIService;

/**
 * Liquibase's own reading of changelogs, for a PostgreSQL that is not there. Nobody may ask this
 * class for anything where {@link OfflineChangelog#isPossible()} is false.
 */
final class OfflineLiquibase {
  private static final String DATABASE = "offline:postgresql?outputLiquibaseSql=none";

  /** Kept, so that its level stays. */
  private static final Logger LOGGER = Logger.getLogger("liquibase");

  private OfflineLiquibase() {}

  /** What a changelog holds, and what it includes. */
  static OfflineChangelog read(Path root, List<Path> searched, Path changelog, ToolSettings told)
      throws IOException {
    // What it reports is no part of what this program prints.
    LOGGER.setLevel(Level.SEVERE);
    var name = root.relativize(changelog).toString().replace('\\', '/');
    Map<String, Object> scope = new HashMap<>();
    scope.put(Scope.Attr.ui.name(), new LoggerUIService());
    // A folder and the one that it is in show the same files under two names.
    scope.put(
        GlobalConfiguration.DUPLICATE_FILE_MODE.getKey(),
        GlobalConfiguration.DuplicateFileMode.WARN);
    try {
      return Scope.child(scope, () -> parse(name, accessor(searched), told));
    } catch (Exception e) { // which is what Scope declares
      throw new IOException(changelog + ": Liquibase cannot read it: " + e.getMessage(), e);
    }
  }

  private static ResourceAccessor accessor(List<Path> searched) throws IOException {
    var all = new CompositeResourceAccessor();
    for (var folder : searched) {
      all.addResourceAccessor(new DirectoryResourceAccessor(folder));
    }
    return all.addResourceAccessor(
        new ClassLoaderResourceAccessor(Scope.getCurrentScope().getClassLoader()));
  }

  private static OfflineChangelog parse(String name, ResourceAccessor files, ToolSettings told)
      throws LiquibaseException {
    var database = DatabaseFactory.getInstance().openDatabase(DATABASE, null, null, null, files);
    var parameters = new ChangeLogParameters(database);
    LiquibaseParameters.of(told).forEach(parameters::set);
    var changelog =
        ChangeLogParserFactory.getInstance().getParser(name, files).parse(name, parameters, files);
    var changesets = new ArrayList<OfflineChangelog.Changeset>();
    for (var changeset : changelog.getChangeSets()) {
      changesets.add(changeset(changeset, database));
    }
    return new OfflineChangelog(
        changesets, value -> Objects.toString(parameters.getValue(value, changelog), null));
  }

  private static OfflineChangelog.Changeset changeset(ChangeSet changeset, Database database) {
    var sql = new ArrayList<String>();
    var failures = new ArrayList<String>();
    var runs =
        new DbmsChangeSetFilter(database).accepts(changeset).isAccepted()
            && new IgnoreChangeSetFilter().accepts(changeset).isAccepted()
            && !OfflinePreconditions.leaveOut(changeset);
    var split = true;
    if (runs) {
      for (var change : changeset.getChanges()) {
        split &= !(change instanceof AbstractSQLChange it) || it.isSplitStatements();
        add(change, database, sql, failures);
      }
    }
    return new OfflineChangelog.Changeset(
        file(changeset.getChangeLog(), changeset),
        changeset.getId(),
        changeset.getAuthor(),
        runs,
        changeset.isRunInTransaction(),
        split,
        changeset.shouldAlwaysRun() || changeset.shouldRunOnChange(),
        sql,
        failures);
  }

  private static String file(DatabaseChangeLog changelog, ChangeSet changeset) {
    var file = changelog == null ? null : changelog.getPhysicalFilePath();
    return file == null ? changeset.getFilePath() : file;
  }

  private static void add(
      Change change, Database database, List<String> sql, List<String> failures) {
    try {
      for (Sql it : SqlGeneratorFactory.getInstance().generateSql(change, database)) {
        sql.add(it.toSql());
      }
    } catch (RuntimeException e) {
      // Liquibase's, and those of changes that the user has written himself.
      failures.add(change.getClass().getSimpleName() + " (" + e.getMessage() + ")");
    }
  }
}
