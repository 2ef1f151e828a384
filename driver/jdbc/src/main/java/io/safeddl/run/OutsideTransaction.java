package io.safeddl.run;

import io.safeddl.run.CancelSignal.Work;
import java.sql.SQLException;
import org.postgresql.core.TransactionState;

/**
 * Runs something outside the tool's transaction: ends it, and begins another with the same
 * properties behind. Where it has done nothing yet that could be lost, nobody notices; where it has
 * done DDL, that is committed.
 */
final class OutsideTransaction {
  private final Session session;
  private final TransactionTracker tracker;

  OutsideTransaction(Session session, TransactionTracker tracker) {
    this.session = session;
    this.tracker = tracker;
  }

  /**
   * Runs the work under autocommit; the session is in a transaction again behind it, also when it
   * fails.
   *
   * @param note what is to be written down before, so that it holds when the transaction is ended
   */
  void run(Work note, Work work) throws SQLException {
    var connection = session.connection();
    boolean autoCommit = connection.getAutoCommit();
    var names = tracker.deeds().settings();
    var now = Settings.read(session, names);
    var localNow = Settings.read(session, tracker.deeds().localSettings());
    var deferrable = session.ask("pg_catalog.current_setting('transaction_deferrable') = 'on'");
    boolean empty = tracker.deeds().isNothing();
    if (empty) {
      // A rollback and a commit of nothing are the same, but for the settings: so it tells what
      // they were before.
      session.run("ROLLBACK");
    } else {
      note.run();
      commit(autoCommit);
    }
    if (!autoCommit) {
      connection.setAutoCommit(true);
    }
    // What SET LOCAL said is to hold outside as well, and for the session no longer than that.
    var localBefore = Settings.read(session, localNow.values().keySet());
    var again = new Again(autoCommit, deferrable, localBefore, localNow);
    try {
      if (empty && !names.isEmpty()) {
        tracker.putBackAtRollback(Settings.read(session, names));
      }
      tracker.begunAnew();
      now.apply(session);
      localNow.apply(session);
      if (empty) {
        note.run();
      }
      work.run();
    } catch (SQLException e) {
      beginAgainAfter(again, e);
      throw e;
    }
    beginAgain(again);
  }

  private void commit(boolean autoCommit) throws SQLException {
    if (autoCommit) {
      session.run("COMMIT");
    } else {
      session.connection().commit();
    }
  }

  /** How the next transaction is to begin. */
  private record Again(
      boolean autoCommit, boolean deferrable, Settings forSession, Settings forTransaction) {}

  private void beginAgainAfter(Again again, SQLException failure) {
    try {
      if (!session.isClosed()) {
        beginAgain(again);
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Only READ COMMITTED, read-write transactions are left: a default set meanwhile is not to show.
   */
  private void beginAgain(Again again) throws SQLException {
    if (session.state() != TransactionState.IDLE) {
      session.run("ROLLBACK");
    }
    again.forSession().apply(session);
    var properties =
        "ISOLATION LEVEL READ COMMITTED, READ WRITE, "
            + (again.deferrable() ? "DEFERRABLE" : "NOT DEFERRABLE");
    if (again.autoCommit()) {
      session.run("BEGIN " + properties);
    } else {
      session.connection().setAutoCommit(false);
      session.run("SET TRANSACTION " + properties);
    }
    again.forTransaction().applyLocally(session);
  }
}
