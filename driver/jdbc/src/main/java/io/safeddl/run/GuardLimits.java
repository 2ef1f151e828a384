package io.safeddl.run;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time limits that the session had before a guarded statement, and those that it gets for it,
 * as {@code SET LOCAL}.
 *
 * @param lockTimeout the session's {@code lock_timeout}, as {@code SHOW} gives it
 * @param checkInterval {@code client_connection_check_interval}; empty before 14
 */
record GuardLimits(
    String lockTimeout, String statementTimeout, String checkInterval, String deadlockTimeout) {
  /** How soon the server notices that the client of a guarded statement has gone. */
  private static final String CHECK_INTERVAL = "500ms";

  private static final Pattern SETTING = Pattern.compile("(\\d+)(us|ms|s|min|h|d)?");

  /** Reads them. */
  static GuardLimits read(Session session) throws SQLException {
    return session
        .query(
            "SELECT pg_catalog.current_setting('lock_timeout'),"
                + " pg_catalog.current_setting('statement_timeout'),"
                + " coalesce(pg_catalog.current_setting('client_connection_check_interval', true), ''),"
                + " pg_catalog.current_setting('deadlock_timeout')",
            row ->
                new GuardLimits(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
        .get(0);
  }

  /**
   * The statements that put the guard's limits on, where the session has not a stricter one.
   *
   * @param hold null where the statement may hold its locks as long as it takes
   * @param checked whether to set {@code client_connection_check_interval}, which Windows (and
   *     macOS before 15) rejects
   */
  List<String> put(Duration lock, @Nullable Duration hold, boolean checked) {
    var sql = new ArrayList<String>();
    sql.add(set("lock_timeout", stricter(lockTimeout, lock)));
    if (hold != null) {
      sql.add(set("statement_timeout", stricter(statementTimeout, hold)));
    }
    if (checked && checkInterval.equals("0")) {
      sql.add(set("client_connection_check_interval", CHECK_INTERVAL));
    }
    return sql;
  }

  /** The statements that put back what {@link #put} changed. */
  List<String> restore(boolean hold, boolean checked) {
    var sql = new ArrayList<String>();
    sql.add(set("lock_timeout", lockTimeout));
    if (hold) {
      sql.add(set("statement_timeout", statementTimeout));
    }
    if (checked && checkInterval.equals("0")) {
      sql.add(set("client_connection_check_interval", checkInterval));
    }
    return sql;
  }

  /** True where the session's own {@code statement_timeout} would strike before {@code hold}. */
  boolean ownStatementTimeoutIsStricter(Duration hold) {
    var own = duration(statementTimeout);
    return !own.isZero() && own.compareTo(hold) <= 0;
  }

  static String set(String name, String value) {
    return "SET LOCAL " + name + " = '" + value + "'";
  }

  private static String stricter(String own, Duration limit) {
    var current = duration(own);
    return !current.isZero() && current.compareTo(limit) <= 0
        ? own
        : Math.max(1, limit.toMillis()) + "ms";
  }

  /** A time setting as SHOW prints it: a number and a unit; zero means no limit. */
  static Duration duration(String setting) {
    var matcher = SETTING.matcher(setting);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a time setting: " + setting);
    }
    long number = Long.parseLong(matcher.group(1));
    var unit = matcher.group(2);
    if (unit == null) {
      return Duration.ofMillis(number);
    }
    return switch (unit) {
      case "us" -> Duration.ofNanos(number * 1000);
      case "s" -> Duration.ofSeconds(number);
      case "min" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofMillis(number);
    };
  }
}
