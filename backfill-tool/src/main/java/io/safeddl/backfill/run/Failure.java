package io.safeddl.backfill.run;

import io.safeddl.backfill.target.RowErrors;
import java.sql.SQLException;
import java.util.Set;

/** What an error of the server means for the batch that it ended, by its SQLSTATE (appendix A). */
enum Failure {
  /** Somebody has a lock that the batch wants, or the batch lost a deadlock. */
  LOCKED,
  /** The time for a batch was over. */
  TOO_LONG,
  /** A row cannot be written: its value does not fit, or a constraint or a trigger refuses it. */
  ROW,
  /** The lease is another's, or the rows have moved. */
  LOST,
  /**
   * The server or the way to it is gone, is not the primary any more, or has no room; it may come
   * back.
   */
  AWAY,
  /** The statement itself is wrong: it would fail for every row. */
  STATEMENT;

  private static final Set<String> LOCKS = Set.of("55P03", "40P01", "40001");
  private static final Set<String> CANCELED = Set.of("57014");

  /** Connection, resources, the operator's doing, an error of the system. */
  private static final Set<String> OF_THE_SERVER = Set.of("08", "53", "57", "58");

  private static final String READ_ONLY = "25006";

  /** What it means. */
  static Failure of(SQLException e) {
    if (e instanceof LeaseLostException) {
      return LOST;
    }
    var state = e.getSQLState() == null ? "" : e.getSQLState();
    if (LOCKS.contains(state)) {
      return LOCKED;
    }
    if (CANCELED.contains(state)) {
      return TOO_LONG;
    }
    var family = state.length() < 2 ? "" : state.substring(0, 2);
    if (RowErrors.isOfARow(e)) {
      return ROW;
    }
    if (OF_THE_SERVER.contains(family) || state.equals(READ_ONLY)) {
      return AWAY;
    }
    return STATEMENT;
  }
}
