package io.safeddl.run;

import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One database per test class and major version, dropped behind the class. */
final class Servers implements AfterAllCallback {
  /** The oldest and the newest. */
  static final int OLDEST = 14;

  static final int NEWEST = 18;

  private final Map<Integer, TestDatabase> databases = new ConcurrentHashMap<>();

  TestDatabase on(int major) {
    return databases.computeIfAbsent(major, m -> TestPostgres.server(m).createDatabase());
  }

  Connection connect(int major) throws SQLException {
    return on(major).connect();
  }

  Connection connect(int major, String user) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", user);
    return on(major).connect(properties);
  }

  /** A connection through the driver, by default in its default mode and with every table large. */
  Connection safe(int major, String... more) throws SQLException {
    var database = on(major);
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("safeddl.assumeLarge", "*");
    for (int i = 0; i < more.length; i += 2) {
      properties.setProperty(more[i], more[i + 1]);
    }
    return Objects.requireNonNull(new SafeDdlDriver().connect(database.safeDdlUrl(), properties));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    databases.values().forEach(TestDatabase::close);
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String show(Connection connection, String sql) throws SQLException {
    return String.join(",", column(connection, sql));
  }

  static List<String> column(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var all = new ArrayList<String>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  /** What a thread of a test does. */
  interface Task {
    void run() throws Exception;
  }

  /** What a thread of a test asks. */
  interface Question<T> {
    T ask() throws Exception;
  }

  static <T> T got(Question<T> question) {
    try {
      return question.ask();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static void unchecked(Task work) {
    try {
      work.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
