package io.safeddl.run;

import io.safeddl.plan.Decision;
import io.safeddl.plan.Traces;
import io.safeddl.plan.Verdict;
import io.safeddl.run.GuardedRun.Send;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;

/**
 * Two deploys that run the same migration at once, where no lock of their tool keeps them apart.
 * The one that comes second looks into the journal before it begins, and sees nothing of the first,
 * whose transaction is not committed yet. It waits for the first one's locks. Through plain pgjdbc
 * it has them when the first migration is committed whole; here already when that is committed
 * early, and its own statement then fails ("already exists"), or waits longer than it may for the
 * build that follows, or finds nothing to do ({@code IF NOT EXISTS}). So under its locks, and when
 * it fails, it looks into the journal again, and waits for the other's run to end.
 */
final class Rivals {
  private static final String SAVEPOINT = "safeddl_first";

  private final Session session;
  private final TransactionTracker tracker;
  private final Journal journal;

  Rivals(Session session, TransactionTracker tracker, Journal journal) {
    this.session = session;
    this.tracker = tracker;
    this.journal = journal;
  }

  /** Another deploy's run begins with the statement: nothing of the text has run; try it again. */
  static final class Found extends SQLException {
    private static final long serialVersionUID = 1L;

    private Found(@Nullable SQLException cause) {
      super("another deploy runs the same migration", SqlStates.OBJECT_IN_USE, cause);
    }
  }

  /**
   * Carries out a text with the first DDL of its transaction in it.
   *
   * @throws Found where another deploy did, or does, the same; the transaction is as it was before
   */
  <T> T run(List<Verdict> verdicts, Send<T> text) throws SQLException {
    var first = first(verdicts);
    if (first == null || !journal.isAtStart()) {
      return text.send();
    }
    boolean inTransaction = session.inTransaction();
    long transaction = tracker.number();
    boolean fresh = inTransaction && tracker.hadDoneNothing();
    if (inTransaction) {
      session.run("SAVEPOINT " + SAVEPOINT);
    }
    T result;
    try {
      result = text.send();
    } catch (SQLException e) {
      if (isOfRivals(e) && goesBack(inTransaction, transaction, e)) {
        if (e instanceof Found || journal.hasRunOf(first)) {
          if (fresh) {
            // The tries for a lock gave it a transaction id. The other's build may wait for its
            // end, while it waits for the other's.
            new OutsideTransaction(session, tracker).run(() -> {}, () -> {});
          }
          throw e instanceof Found ? e : new Found(e);
        }
      }
      throw e;
    }
    if (inTransaction && isSame(transaction)) {
      session.run("RELEASE SAVEPOINT " + SAVEPOINT);
    }
    return result;
  }

  /** True where another deploy may be about to do the same, unseen. */
  boolean concern(List<Verdict> verdicts) {
    return first(verdicts) != null && journal.isAtStart();
  }

  /**
   * The locks for these statements are there, and they have not been sent: nobody can begin the
   * same any more, and who has begun it is in the journal, or has committed it whole.
   *
   * @throws Found where another deploy had the locks before, and does the same
   */
  void underLocks(List<Verdict> verdicts) throws SQLException {
    var first = first(verdicts);
    if (first != null && journal.hasRunOf(first)) {
      throw new Found(null);
    }
  }

  /**
   * The first DDL of a text that can be gone back to. What is replaced has a protocol of its own,
   * before it begins.
   */
  private static @Nullable Verdict first(List<Verdict> verdicts) {
    if (verdicts.stream().anyMatch(v -> v.statement() instanceof Statement.Transaction)) {
      return null;
    }
    return verdicts.stream()
        .filter(v -> Traces.isDdl(v.statement()))
        .findFirst()
        .filter(v -> !(v.decision() instanceof Decision.Replace))
        .orElse(null);
  }

  /**
   * What another one's doing the same can look like: a syntax error or access rule violation (class
   * 42: it exists, it does not exist), a catalog's own unique index, a catalog's row changed by two
   * (XX000), a lock not to be had.
   */
  private static boolean isOfRivals(SQLException e) {
    var state = e.getSQLState();
    return e instanceof Found
        || (state != null && state.startsWith("42"))
        || SqlStates.is(
            e,
            SqlStates.UNIQUE_VIOLATION,
            SqlStates.INTERNAL_ERROR,
            SqlStates.LOCK_NOT_AVAILABLE,
            SqlStates.DEADLOCK);
  }

  private boolean isSame(long transaction) throws SQLException {
    return tracker.number() == transaction
        && !session.isClosed()
        && session.state() != TransactionState.IDLE;
  }

  /** False where what ran cannot be taken back, and the error stands. */
  private boolean goesBack(boolean inTransaction, long transaction, SQLException failure) {
    try {
      if (!inTransaction) {
        return !session.isClosed() && !session.inTransaction();
      }
      if (!isSame(transaction)) {
        return false;
      }
      session.run("ROLLBACK TO SAVEPOINT " + SAVEPOINT + "; RELEASE SAVEPOINT " + SAVEPOINT);
      return true;
    } catch (SQLException e) {
      failure.addSuppressed(e);
      return false;
    }
  }
}
