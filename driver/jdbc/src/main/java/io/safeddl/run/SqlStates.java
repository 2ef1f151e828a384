package io.safeddl.run;

import java.sql.SQLException;

/** The SQLSTATEs that the driver raises or acts on (manual, appendix A). */
final class SqlStates {
  static final String WARNING = "01000";
  static final String FEATURE_NOT_SUPPORTED = "0A000";
  static final String FAILED_TRANSACTION = "25P02";
  static final String CHECK_VIOLATION = "23514";
  static final String DEADLOCK = "40P01";
  static final String INSUFFICIENT_PRIVILEGE = "42501";
  static final String WRONG_OBJECT_TYPE = "42809";
  static final String INVALID_PARAMETER_VALUE = "22023";
  static final String UNDEFINED_OBJECT = "42704";
  static final String LOCK_NOT_AVAILABLE = "55P03";
  static final String OBJECT_NOT_IN_PREREQUISITE_STATE = "55000";
  static final String SYNTAX_ERROR = "42601";
  static final String QUERY_CANCELED = "57014";

  private SqlStates() {}

  /** True where the exception carries one of these states. */
  static boolean is(SQLException e, String... states) {
    for (String state : states) {
      if (state.equals(e.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** A lock that was not to be had now, but may be had later. */
  static boolean isTransientLockFailure(SQLException e) {
    return is(e, LOCK_NOT_AVAILABLE, DEADLOCK);
  }

  /** Something is there already, or is not there: class 42, but for syntax and rights. */
  static boolean isAboutWhatExists(SQLException e) {
    var state = e.getSQLState();
    return state != null
        && state.startsWith("42")
        && !is(e, SYNTAX_ERROR, INSUFFICIENT_PRIVILEGE, WRONG_OBJECT_TYPE);
  }

  /** The connection is gone: class 08, and the server's 57P01 to 57P05. */
  static boolean isConnectionLost(SQLException e) {
    var state = e.getSQLState();
    return state != null && (state.startsWith("08") || state.startsWith("57P"));
  }
}
