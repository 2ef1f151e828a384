package io.safeddl.bench.overhead;

import io.safeddl.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.IntFunction;

/**
 * Single-row statements on a local server, through pgjdbc and through the driver: the two take
 * turns in blocks, and who begins changes, so that what else the machine does meets both alike.
 */
final class PairedRuns {
  private static final int BLOCK = 500;

  /** Medians over the blocks, in microseconds for one statement. */
  record Figures(int statements, double plainMedianMicros, double safeMedianMicros, double ratio) {}

  private PairedRuns() {}

  static Map<String, Figures> run(TestDatabase database, int statements) throws SQLException {
    var credentials = new Properties();
    credentials.setProperty("user", database.user());
    credentials.setProperty("password", database.password());
    Map<String, Figures> all = new LinkedHashMap<>();
    try (Connection plain = database.connect();
        Connection safe = DriverManager.getConnection(database.safeDdlUrl(), credentials)) {
      try (Statement statement = plain.createStatement()) {
        statement.execute("CREATE TABLE plain (id int PRIMARY KEY, name text, amount int)");
        statement.execute("CREATE TABLE safe (id int PRIMARY KEY, name text, amount int)");
      }
      all.put("insert", compare(plain, safe, statements, PairedRuns::insert));
      all.put("update", compare(plain, safe, statements, PairedRuns::update));
      all.put("select", compare(plain, safe, statements, i -> "SELECT 1"));
    }
    return all;
  }

  private static String insert(int i) {
    return "INSERT INTO %s (id, name, amount) VALUES (" + i + ", 'name of " + i + "', 7)";
  }

  private static String update(int i) {
    return "UPDATE %s SET amount = amount + 1 WHERE id = " + i;
  }

  private static Figures compare(
      Connection plain, Connection safe, int statements, IntFunction<String> text)
      throws SQLException {
    int blocks = statements / BLOCK;
    double[] ofPlain = new double[blocks];
    double[] ofSafe = new double[blocks];
    for (int block = 0; block < blocks; block++) {
      boolean plainFirst = block % 2 == 0;
      if (plainFirst) {
        ofPlain[block] = block(plain, "plain", block, text);
      }
      ofSafe[block] = block(safe, "safe", block, text);
      if (!plainFirst) {
        ofPlain[block] = block(plain, "plain", block, text);
      }
    }
    double a = median(ofPlain);
    double b = median(ofSafe);
    return new Figures(statements, a, b, b / a);
  }

  /** Microseconds for one statement of a block. */
  private static double block(
      Connection connection, String table, int block, IntFunction<String> text)
      throws SQLException {
    String[] texts = new String[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      texts[i] = text.apply(block * BLOCK + i).replace("%s", table);
    }
    try (Statement statement = connection.createStatement()) {
      long start = System.nanoTime();
      for (String sql : texts) {
        statement.execute(sql);
      }
      return (System.nanoTime() - start) / 1e3 / BLOCK;
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
