package io.safeddl.equivalence;

import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.testing.SchemaProjection;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;

/** Two databases of one server: one is changed by plain pgjdbc, the other through the driver. */
final class Twin implements AutoCloseable {
  private static final Pattern DECISION = Pattern.compile("\"decision\":\"(\\w+)\"");

  private final int major;
  private final TestDatabase plainDatabase;
  private final TestDatabase safeDatabase;
  private final Path report;
  private final Connection plain;
  private final Connection safe;

  /** A plain connection to the driver's database: makes the world, and looks for what is left. */
  private final Connection observer;

  private Twin(int major, Path report) throws SQLException {
    this.major = major;
    this.report = report;
    this.plainDatabase = TestPostgres.server(major).createDatabase();
    this.safeDatabase = TestPostgres.server(major).createDatabase();
    this.plain = plainDatabase.connect();
    this.observer = safeDatabase.connect();
    var properties = new Properties();
    properties.setProperty("user", safeDatabase.user());
    properties.setProperty("password", safeDatabase.password());
    properties.setProperty("safeddl.assumeLarge", "*");
    properties.setProperty("safeddl.report", report.toString());
    this.safe =
        Objects.requireNonNull(new SafeDdlDriver().connect(safeDatabase.safeDdlUrl(), properties));
  }

  static Twin on(int major, Path folder) throws SQLException {
    return new Twin(major, folder.resolve("report-" + major + ".jsonl"));
  }

  int major() {
    return major;
  }

  /**
   * Runs a world on both.
   *
   * @throws AssertionError where the two differ, or the driver leaves something behind
   */
  void run(World world, Counts counts) throws SQLException, IOException {
    make(plain, world);
    make(observer, world);
    path(plain, world);
    path(safe, world);
    var leaks = Leaks.before(safe, observer);
    for (var sql : world.statements()) {
      Files.deleteIfExists(report);
      var outcome = through(sql, world.inTransaction());
      if (outcome.refused()) {
        counts.refused(major, sql);
        continue;
      }
      var state = plainly(sql, world.inTransaction());
      if (state.equals("25001") && outcome.state().isEmpty()) {
        // What PostgreSQL does outside of transactions only, the driver does outside of this one.
        state = plainly(sql, false);
      }
      boolean another = isAnotherOfSeveral(sql, state, outcome.state());
      if (!another && !state.equals(outcome.state())) {
        throw new AssertionError(
            major
                + ": plain "
                + state
                + ", through the driver "
                + outcome
                + "\nof "
                + sql
                + "\n"
                + world);
      }
      if (another) {
        counts.failedOtherwise(major, sql);
      } else {
        counts.ran(major, sql, decision(), !state.isEmpty());
      }
      var differences = SchemaProjection.of(plain).differencesTo(SchemaProjection.of(observer));
      if (!differences.isEmpty()) {
        throw new AssertionError(
            major
                + ": - plain, + through the driver\n"
                + differences
                + "after "
                + sql
                + " "
                + outcome
                + "\n"
                + Files.readString(report)
                + "\n"
                + world);
      }
    }
    leaks.assertNone(world);
  }

  /**
   * An ALTER of several actions may have several mistakes, and taken apart it may meet another one
   * first; the schema must be unchanged all the same.
   */
  private static boolean isAnotherOfSeveral(String sql, String plain, String safe) {
    return !plain.isEmpty()
        && !safe.isEmpty()
        && !plain.equals(safe)
        && (sql.contains(", ADD ") || sql.contains(", ALTER "));
  }

  private static void make(Connection connection, World world) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var schema : World.SCHEMAS) {
        statement.addBatch("DROP SCHEMA IF EXISTS \"" + schema + "\" CASCADE");
        statement.addBatch("CREATE SCHEMA \"" + schema + "\"");
      }
      statement.executeBatch();
      for (var sql : world.setup()) {
        try {
          statement.execute(sql);
        } catch (SQLException e) {
          // An obstacle that this world cannot have, on neither side: only a table must be there.
          if (sql.startsWith("CREATE TABLE") && !e.getSQLState().equals("42P07")) {
            throw new AssertionError("the world cannot be made: " + sql + "\n" + world, e);
          }
        }
      }
    }
  }

  private static void path(Connection connection, World world) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SET search_path TO " + world.searchPath());
    }
  }

  /** How a statement ended: the SQLSTATE, empty for success. */
  private record Outcome(String state, boolean refused, String message) {}

  private Outcome through(String sql, boolean inTransaction) throws SQLException {
    try {
      execute(safe, sql, inTransaction);
      return new Outcome("", false, "");
    } catch (UnsafeDdlException e) {
      return new Outcome(
          String.valueOf(e.getSQLState()),
          "0A000".equals(e.getSQLState()),
          String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      return new Outcome(String.valueOf(e.getSQLState()), false, String.valueOf(e.getMessage()));
    }
  }

  private String plainly(String sql, boolean inTransaction) throws SQLException {
    try {
      execute(plain, sql, inTransaction);
      return "";
    } catch (SQLException e) {
      return String.valueOf(e.getSQLState());
    }
  }

  private static void execute(Connection connection, String sql, boolean inTransaction)
      throws SQLException {
    connection.setAutoCommit(!inTransaction);
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
      if (inTransaction) {
        connection.commit();
      }
    } finally {
      if (inTransaction) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private String decision() throws IOException {
    var found = DECISION.matcher(Files.exists(report) ? Files.readString(report) : "");
    return found.find() ? found.group(1) : "pass";
  }

  @Override
  public void close() throws SQLException {
    try (plainDatabase;
        safeDatabase;
        plain;
        safe;
        observer) {
      // Closed in reverse: connections before their databases.
    }
  }
}
