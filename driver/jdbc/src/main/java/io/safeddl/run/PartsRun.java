package io.safeddl.run;

import io.safeddl.plan.Decision.Guard;
import io.safeddl.plan.Decision.Replace;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs the statements of one text one by one. pgjdbc sends such a text as one transaction under
 * autocommit; so the statements that are sent as they are get BEGIN and COMMIT around them, up to
 * one that runs outside any transaction.
 */
final class PartsRun {
  private final Carrier carrier;
  private final Session session;
  private final HoldWatchdog watchdog;
  private final Consumer<SQLWarning> remarks;
  private final CancelSignal cancel;

  /** A transaction of ours is open. */
  private boolean wrapped;

  private boolean committed;

  PartsRun(
      Carrier carrier,
      Session session,
      HoldWatchdog watchdog,
      Consumer<SQLWarning> remarks,
      CancelSignal cancel) {
    this.carrier = carrier;
    this.session = session;
    this.watchdog = watchdog;
    this.remarks = remarks;
    this.cancel = cancel;
  }

  /** Runs them all; a failure rolls back what is not committed, and says what is. */
  void run(List<Verdict> verdicts) throws SQLException {
    try {
      for (Verdict verdict : verdicts) {
        run(verdict);
      }
      commit(true);
    } catch (SQLException e) {
      // Once it is rolled back nobody could tell any more that the watchdog was the cause.
      var failure = watchdog.explain(e);
      rollBack(failure);
      throw failure;
    }
  }

  private void run(Verdict verdict) throws SQLException {
    if (verdict.decision() instanceof Replace replace) {
      carrier.replace(verdict, replace, cancel, remarks);
      committed = true;
      return;
    }
    if (verdict.statement() instanceof Statement.Empty) {
      return;
    }
    if (verdict.statement() instanceof Statement.Transaction transaction) {
      // The user's own BEGIN takes over what was begun here, as it does in the server; COMMIT and
      // ROLLBACK end it.
      control(verdict, transaction.kind());
      return;
    }
    if (TextCut.forbidsTransaction(verdict)) {
      commit(false);
    } else {
      begin();
    }
    if (verdict.decision() instanceof Guard) {
      carrier.guarded(
          List.of(verdict),
          cancel,
          () -> {
            send(verdict);
            return verdict;
          });
    } else {
      send(verdict);
    }
    carrier.note(verdict);
    carrier.watch(verdict);
  }

  private void control(Verdict verdict, Statement.Transaction.Kind kind) throws SQLException {
    if (kind == Statement.Transaction.Kind.COMMIT) {
      carrier.beforeCommit();
    }
    send(verdict);
    wrapped = false;
    switch (kind) {
      case COMMIT, PREPARE -> carrier.ended(true);
      case ROLLBACK -> carrier.ended(false);
      default -> {}
    }
  }

  private void send(Verdict verdict) throws SQLException {
    var sql = verdict.source().text();
    cancel.cancellable(session, () -> session.run(sql, remarks, carrier.queryTimeout()));
    carrier.ran(sql);
  }

  private void begin() throws SQLException {
    if (!session.inTransaction()) {
      session.run("BEGIN");
      wrapped = true;
    }
  }

  /**
   * Ends the transaction of ours.
   *
   * @param atEnd the text has been carried out, so the journal need not know it any longer
   */
  private void commit(boolean atEnd) throws SQLException {
    if (!wrapped) {
      return;
    }
    if (atEnd) {
      carrier.beforeCommit();
    }
    wrapped = false;
    session.run("COMMIT");
    committed = true;
    if (atEnd) {
      carrier.ended(true);
    } else {
      carrier.released();
    }
  }

  private void rollBack(SQLException failure) {
    try {
      if (wrapped && !session.isClosed()) {
        session.run("ROLLBACK");
        carrier.ended(false);
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
    if (committed) {
      Remarks.add(
          failure,
          "this text had to be run in parts, and the statements before the failed one have been"
              + " committed",
          null);
    }
  }
}
