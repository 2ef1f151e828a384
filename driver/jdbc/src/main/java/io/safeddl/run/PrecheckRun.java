package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import io.safeddl.plan.Step;
import io.safeddl.plan.Step.Violation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for rows that violate a constraint before it is added: a NOT VALID constraint already
 * rejects what the application writes, and to take it away again stops everybody.
 */
final class PrecheckRun {
  private static final Logger LOG = LoggerFactory.getLogger(PrecheckRun.class);

  private final Session session;
  private final CancelSignal cancel;
  private final Deadline deadline;

  PrecheckRun(Session session, CancelSignal cancel, Deadline deadline) {
    this.session = session;
    this.cancel = cancel;
    this.deadline = deadline;
  }

  /**
   * Runs the query, outside any transaction, for as long as it takes, but not beyond the deadline.
   *
   * @throws SQLException with the SQLSTATE of the constraint's kind and the keys of the first rows,
   *     where there are such rows; 57014 at the deadline; or the server's error
   */
  void run(Step step) throws SQLException {
    var violation = Objects.requireNonNull(step.violation());
    var keys = new ArrayList<String>();
    var limits = BuildLimits.lift(session);
    try {
      cancel.cancellable(session, () -> keys.addAll(query(step.sql())));
    } catch (SQLException e) {
      limits.restoreAfter(e);
      if (SqlStates.is(e, SqlStates.QUERY_CANCELED) && deadline.isPast() && !cancel.isRaised()) {
        throw new UnsafeDdlException(
            "SafeDDL stopped looking for rows that violate the constraint: the deadline"
                + " (safeddl.deadline) has passed. Give it more time, or leave the look out"
                + " (safeddl.precheck=off): the constraint is validated all the same.",
            SqlStates.QUERY_CANCELED,
            e);
      }
      if (!SqlStates.is(e, SqlStates.INSUFFICIENT_PRIVILEGE)) {
        throw e;
      }
      // A role may add the constraint and yet not read all of its tables: VALIDATE will tell.
      LOG.info("rows that violate the constraint were not looked for: {}", e.getMessage());
      return;
    }
    limits.restore();
    if (!keys.isEmpty()) {
      throw found(violation, keys);
    }
  }

  private static SQLException found(Violation violation, List<String> keys) {
    return new SQLException(
        "SafeDDL looked before it began, and nothing has been changed: "
            + violation.message()
            + ". The first of them: "
            + String.join(", ", keys)
            + ".",
        violation.sqlState());
  }

  /** Not as a prepared statement: the user's expression may hold a question mark. */
  private List<String> query(String sql) throws SQLException {
    try (var statement = session.connection().createStatement()) {
      statement.setEscapeProcessing(false);
      var left = deadline.left();
      if (left != null) {
        // In whole seconds, and zero is no limit.
        statement.setQueryTimeout((int) Math.min(left.toSeconds() + 1, Integer.MAX_VALUE));
      }
      try (var rows = statement.executeQuery(sql)) {
        var keys = new ArrayList<String>();
        while (rows.next()) {
          keys.add(key(rows));
        }
        return keys;
      }
    }
  }

  /** {@code (a, b)=(1, 2)}, as the server's own errors give it. */
  private static String key(ResultSet row) throws SQLException {
    var names = new ArrayList<String>();
    var values = new ArrayList<String>();
    var columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i));
      values.add(Objects.requireNonNullElse(row.getString(i), "null"));
    }
    return "(" + String.join(", ", names) + ")=(" + String.join(", ", values) + ")";
  }
}
