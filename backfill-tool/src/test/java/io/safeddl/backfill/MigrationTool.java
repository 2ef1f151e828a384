package io.safeddl.backfill;

import io.safeddl.sql.Script;
import io.safeddl.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tools that a plan is written for, as their users run them. */
enum MigrationTool {
  /** Flyway itself. */
  flyway {
    @Override
    void migrate(TestDatabase database, String url, Path folder) {
      Flyway.configure()
          .configuration(
              Map.of(
                  "flyway.url",
                  url,
                  "flyway.user",
                  database.user(),
                  "flyway.password",
                  database.password(),
                  "flyway.locations",
                  "filesystem:" + folder,
                  "flyway.baselineOnMigrate",
                  "true",
                  "flyway.baselineVersion",
                  "0",
                  // Else its own transaction is one that a concurrent build waits for.
                  "flyway.postgresql.transactional.lock",
                  "false"))
          .load()
          .migrate();
    }

    /** Its undo is not in the free edition. */
    @Override
    void undo(TestDatabase database, String url, Path folder, String part) throws Exception {
      run(database, url, only(folder, "U[0-9]+__" + part + "_.*\\.sql"));
    }
  },
  /** Liquibase itself. */
  liquibase {
    @Override
    void migrate(TestDatabase database, String url, Path folder) throws Exception {
      with(database, url, folder, it -> it.update(""));
    }

    @Override
    void undo(TestDatabase database, String url, Path folder, String part) throws Exception {
      var file = Files.readString(only(folder, "[0-9]+_" + part + "_.*\\.sql"));
      var sets = (int) file.lines().filter(line -> line.startsWith("--changeset")).count();
      with(database, url, folder, it -> it.rollback(sets, ""));
    }

    // That a close may be interrupted is Liquibase's declaration.
    @SuppressWarnings("try")
    private void with(TestDatabase database, String url, Path folder, Work work) throws Exception {
      var all = new StringBuilder("databaseChangeLog:\n");
      for (var file : files(folder, ".*\\.sql")) {
        all.append("  - include: {file: ").append(file.getFileName()).append("}\n");
      }
      Files.writeString(folder.resolve("master.yaml"), all);
      var target =
          DatabaseFactory.getInstance()
              .findCorrectDatabaseImplementation(new JdbcConnection(connect(database, url)));
      // Its end is the connection's too.
      try (var resources = new DirectoryResourceAccessor(folder);
          var liquibase = new Liquibase("master.yaml", resources, target)) {
        work.run(liquibase);
      } finally {
        Files.delete(folder.resolve("master.yaml"));
      }
    }
  },
  /** As psql does with ON_ERROR_STOP, and somebody who knows where he stopped. */
  sql {
    @Override
    void migrate(TestDatabase database, String url, Path folder) throws Exception {
      var done = folder.resolve("done");
      var before = Files.exists(done) ? Files.readAllLines(done) : List.<String>of();
      for (var file : files(folder, "[0-9].*\\.sql")) {
        var name = file.getFileName().toString();
        if (!before.contains(name)) {
          run(database, url, file);
          Files.writeString(
              done, name + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    }

    @Override
    void undo(TestDatabase database, String url, Path folder, String part) throws Exception {
      run(database, url, only(folder, "[0-9]+_" + part + "_.*\\.rollback"));
    }
  };

  /** Something that is done with a Liquibase. */
  @FunctionalInterface
  private interface Work {
    void run(Liquibase liquibase) throws LiquibaseException;
  }

  /** All that is in the folder and was not run yet. */
  abstract void migrate(TestDatabase database, String url, Path folder) throws Exception;

  /** What takes a phase back. */
  abstract void undo(TestDatabase database, String url, Path folder, String part) throws Exception;

  /** How the tool says that a migration has failed. */
  static boolean isFailure(Throwable failure) {
    return failure instanceof FlywayException
        || failure instanceof LiquibaseException
        || failure instanceof SQLException;
  }

  private static Connection connect(TestDatabase database, String url) throws SQLException {
    return DriverManager.getConnection(url, database.user(), database.password());
  }

  private static Path only(Path folder, String pattern) throws IOException {
    var files = files(folder, pattern);
    if (files.size() != 1) {
      throw new IllegalStateException(pattern + ": " + files);
    }
    return files.get(0);
  }

  private static List<Path> files(Path folder, String pattern) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(pattern))
          .sorted()
          .collect(Collectors.toList());
    }
  }

  private static void run(TestDatabase database, String url, Path file)
      throws SQLException, IOException {
    try (var connection = connect(database, url);
        var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      var whole =
          file.getFileName().toString().startsWith("U")
              && !Files.exists(file.resolveSibling(file.getFileName() + ".conf"));
      connection.setAutoCommit(!whole);
      for (var one : Script.parse(Files.readString(file)).statements()) {
        statement.execute(one.withComments());
      }
      connection.setAutoCommit(true);
    }
  }
}
