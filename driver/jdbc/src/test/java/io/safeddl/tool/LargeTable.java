package io.safeddl.tool;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A database with the table {@code public.file}, larger than the default {@code smallTable} of 8
 * MB, and a record of the DDL that the server really got.
 */
final class LargeTable implements AutoCloseable {
  private static final String SETUP =
      """
      CREATE TABLE file (id int PRIMARY KEY, name text NOT NULL, size int);
      INSERT INTO file SELECT i, repeat('x', 100) || i, i FROM generate_series(1, 90000) i;
      CREATE SCHEMA watch;
      CREATE TABLE watch.ddl (position serial, command text);
      CREATE FUNCTION watch.note() RETURNS event_trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO watch.ddl (command) VALUES (current_query());
      END $$;
      CREATE EVENT TRIGGER note ON ddl_command_start EXECUTE FUNCTION watch.note();
      """;

  private final TestDatabase database;

  private LargeTable(TestDatabase database) {
    this.database = database;
  }

  static LargeTable on(int major) throws SQLException {
    var table = new LargeTable(TestPostgres.server(major).createDatabase());
    table.execute(SETUP);
    return table;
  }

  TestDatabase database() {
    return database;
  }

  void execute(String sql) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of a query's rows. */
  List<String> query(String sql) throws SQLException {
    try (var connection = database.connect()) {
      return query(connection, sql);
    }
  }

  /** The texts of the DDL statements that mention a word, in their order. */
  List<String> ddlWith(String word) throws SQLException {
    return query("SELECT command FROM watch.ddl ORDER BY position").stream()
        .filter(command -> command.contains(word))
        .toList();
  }

  private static List<String> query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
