package io.safeddl.check.trace;

import io.safeddl.check.migration.Migration;
import io.safeddl.check.migration.Migration.InTransaction;
import java.sql.SQLException;
import java.util.List;

/** Runs a migration in the transaction in which its tool runs it. */
final class MigrationRunner {
  private final Session session;
  private final List<String> remarks;
  private String failure = "";

  /**
   * A runner.
   *
   * @param remarks get what the user should know
   */
  MigrationRunner(Session session, List<String> remarks) {
    this.session = session;
    this.remarks = remarks;
  }

  /** Which of them could not be committed, and why; "" where all could. */
  String failure() {
    return failure;
  }

  /**
   * Runs it. A text that is sent as a whole is one transaction, but where it says otherwise; behind
   * a COMMIT of its own the next one begins (manual, section 55.2.2.1).
   *
   * @return false where it failed; what it has not committed itself is rolled back then
   */
  boolean run(Migration migration, List<Piece> pieces, StatementRunner runner) throws SQLException {
    session.reset();
    var asText = migration.transaction() == InTransaction.ONE_TEXT && pieces.size() > 1;
    var inOne = migration.transaction() == InTransaction.ONE;
    if (inOne) {
      session.run("BEGIN");
    }
    for (var piece : pieces) {
      if (asText && session.isIdle()) {
        session.run("BEGIN");
      }
      if (!runner.run(piece)) {
        rollback(runner);
        return false;
      }
      if (session.isIdle()) {
        runner.released();
      }
    }
    if (session.isIdle()) {
      return true;
    }
    if (inOne || asText) {
      var committed = commit(migration);
      rollback(runner);
      return committed;
    }
    remarks.add(migration.name() + " leaves its transaction open: it was rolled back.");
    rollback(runner);
    return true;
  }

  private boolean commit(Migration migration) throws SQLException {
    try {
      session.run("COMMIT");
      return true;
    } catch (SQLException e) {
      session.check(e);
      failure = migration.name() + " could not be committed: " + Failures.message(e);
      return false;
    }
  }

  private void rollback(StatementRunner runner) throws SQLException {
    if (!session.isIdle()) {
      session.run("ROLLBACK");
    }
    runner.released();
  }
}
