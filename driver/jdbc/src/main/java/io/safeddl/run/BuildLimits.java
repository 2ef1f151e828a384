package io.safeddl.run;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lifts every limit that would cut off a long build: the client's network timeout and the server's
 * timeouts of the session. (A query timeout is the tool's statement's own; the build runs in
 * another statement.)
 */
final class BuildLimits {
  /** {@code transaction_timeout} is 17+, {@code idle_session_timeout} 14+. */
  private static final String SETTINGS =
      "SELECT s.name, pg_catalog.current_setting(s.name), s.source = 'session'"
          + " FROM pg_catalog.pg_settings s WHERE s.name IN ('statement_timeout', 'lock_timeout',"
          + " 'transaction_timeout', 'idle_in_transaction_session_timeout',"
          + " 'idle_session_timeout') AND s.setting <> '0'";

  private final Session session;
  private final List<Setting> lifted;
  private final int networkTimeout;

  /**
   * @param ofSession set by SET in this session; otherwise RESET brings the value back
   */
  private record Setting(String name, String value, boolean ofSession) {
    String restore() {
      return ofSession ? "SET " + name + " = '" + value + "'" : "RESET " + name;
    }
  }

  private BuildLimits(Session session, List<Setting> lifted, int networkTimeout) {
    this.session = session;
    this.lifted = lifted;
    this.networkTimeout = networkTimeout;
  }

  /** Lifts them. Must be called outside a transaction: a rollback would bring them back. */
  static BuildLimits lift(Session session) throws SQLException {
    var settings =
        session.query(
            SETTINGS, row -> new Setting(row.getString(1), row.getString(2), row.getBoolean(3)));
    var limits = new BuildLimits(session, settings, session.connection().getNetworkTimeout());
    if (limits.networkTimeout != 0) {
      session.connection().setNetworkTimeout(Runnable::run, 0);
    }
    try {
      if (!settings.isEmpty()) {
        session.run(
            settings.stream()
                .map(s -> "SET " + s.name() + " = 0")
                .collect(Collectors.joining("; ")));
      }
    } catch (SQLException e) {
      limits.restoreAfter(e);
      throw e;
    }
    return limits;
  }

  /** Puts them back. */
  void restore() throws SQLException {
    if (session.isClosed()) {
      return;
    }
    try {
      if (!lifted.isEmpty()) {
        session.run(lifted.stream().map(Setting::restore).collect(Collectors.joining("; ")));
      }
    } finally {
      if (networkTimeout != 0 && !session.isClosed()) {
        session.connection().setNetworkTimeout(Runnable::run, networkTimeout);
      }
    }
  }

  /** Puts them back on the way out of a failure. */
  void restoreAfter(SQLException failure) {
    try {
      restore();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
