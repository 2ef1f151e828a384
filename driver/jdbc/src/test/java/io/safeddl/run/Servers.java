package io.safeddl.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.crash.NothingLeaks;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One database per test class and major version, dropped behind the class. Behind each test nothing
 * must be left in those that it used, and no connection through the driver may be closed with a
 * limit or a role that is not the session's own.
 */
final class Servers implements AfterAllCallback, AfterEachCallback {
  /** The oldest and the newest. */
  static final int OLDEST = 14;

  static final int NEWEST = 18;

  private final Map<Integer, TestDatabase> databases = new ConcurrentHashMap<>();
  private final Map<Integer, Connection> watchers = new ConcurrentHashMap<>();
  private final Set<Integer> used = ConcurrentHashMap.newKeySet();
  private final Set<String> meant = ConcurrentHashMap.newKeySet();
  private final LeftSettings settings = new LeftSettings();
  private volatile boolean leavesRows;

  /** Names of INVALID indexes and NOT VALID constraints that the test itself leaves. */
  void leaves(String... names) {
    meant.addAll(List.of(names));
  }

  /** The test rolls a transaction back behind a replaced statement, so its row stays. */
  void leavesRows() {
    leavesRows = true;
  }

  /** Parameters that the test itself sets on connections through the driver. */
  void sets(String... parameters) {
    settings.allow(parameters);
  }

  TestDatabase on(int major) {
    used.add(major);
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
    return settings.watch(
        Objects.requireNonNull(new SafeDdlDriver().connect(database.safeDdlUrl(), properties)));
  }

  @Override
  public void afterEach(ExtensionContext context) throws SQLException {
    var left = settings.differences();
    for (int major : used) {
      var watcher = watchers.get(major);
      if (watcher == null || watcher.isClosed()) {
        watcher = connect(major);
        watchers.put(major, watcher);
      }
      var found = NothingLeaks.findFrom(watcher, meant);
      var rows = found.stream().filter(line -> line.startsWith("journal row")).toList();
      if (!rows.isEmpty()) {
        // The next test is not to find them.
        run(watcher, "DELETE FROM safeddl.journal");
      }
      left.addAll(found);
      if (leavesRows) {
        left.removeAll(rows);
      }
    }
    used.clear();
    leavesRows = false;
    assertThat(left).as("left behind").isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) throws SQLException {
    for (var watcher : watchers.values()) {
      watcher.close();
    }
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
