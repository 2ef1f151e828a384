package io.safeddl.run;

import io.safeddl.run.GuardedRun.Send;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.postgresql.core.TransactionState;

/**
 * Texts that only begin and end transactions and set parameters, and what follows from the end of
 * the tool's transaction, however it was ended.
 */
final class TransactionControl {
  private final Session session;
  private final TransactionTracker tracker;
  private final Journal journal;
  private final HoldWatchdog watchdog;
  private final Decider decider;
  private final Predicate<String> fastPath;
  private final boolean enforces;

  TransactionControl(
      Session session,
      TransactionTracker tracker,
      Journal journal,
      HoldWatchdog watchdog,
      Decider decider,
      Predicate<String> fastPath,
      boolean enforces) {
    this.session = session;
    this.tracker = tracker;
    this.journal = journal;
    this.watchdog = watchdog;
    this.decider = decider;
    this.fastPath = fastPath;
    this.enforces = enforces;
  }

  // ---- which texts

  /** True where there is nothing but such statements, and those that need no judgement. */
  boolean needsNoCatalog(Script script, List<Statement> read) {
    for (int i = 0; i < read.size(); i++) {
      if (needsCatalog(script.statements().get(i), read.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean needsCatalog(SourceStatement source, Statement statement) {
    return !isControl(statement) && !fastPath.test(source.text());
  }

  /** Needs no catalog: which must not be read before SET TRANSACTION, or it comes too late. */
  private static boolean isControl(Statement statement) {
    return statement instanceof Statement.Transaction
        || statement instanceof Statement.SetParameter
        || statement instanceof Statement.Empty;
  }

  /**
   * True where the text ends a transaction that has failed, by ROLLBACK, COMMIT or ROLLBACK TO, and
   * then goes on with what had to be judged: for which the catalog cannot be read before.
   */
  boolean leadsOut(Script script, List<Statement> read) {
    boolean ended = false;
    for (int i = 0; i < read.size(); i++) {
      if (read.get(i) instanceof Statement.Transaction) {
        ended = true;
      } else if (ended && needsCatalog(script.statements().get(i), read.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** PREPARE TRANSACTION. */
  static boolean prepares(Statement statement) {
    return statement instanceof Statement.Transaction transaction
        && transaction.kind() == Statement.Transaction.Kind.PREPARE;
  }

  private static boolean endsWork(Statement statement) {
    return statement instanceof Statement.Transaction transaction
        && switch (transaction.kind()) {
          case COMMIT, PREPARE, ROLLBACK, ROLLBACK_TO -> true;
          default -> false;
        };
  }

  // ---- what is done with them

  /** Sends such a text. */
  <T> T send(Script script, List<Statement> statements, Send<T> text) throws SQLException {
    boolean failed = session.state() == TransactionState.FAILED;
    if (enforces
        && tracker.strongFor() != null
        && statements.stream().anyMatch(TransactionControl::prepares)) {
      var refusal = Refusals.ofPreparing();
      FailedTransaction.fail(session, refusal);
      throw refusal;
    }
    if (statements.stream().anyMatch(TransactionControl::prepares) && journal.isActive()) {
      throw Refusals.ofPreparingARun();
    }
    beforeSettings(script);
    if (!failed && statements.stream().anyMatch(TextCut::isCommit)) {
      journal.beforeCommit();
    }
    boolean rollsBack = statements.stream().anyMatch(TransactionControl::endsWork);
    if (rollsBack) {
      watchdog.hold();
    }
    try {
      T result = text.send();
      for (Statement statement : statements) {
        remember(statement, failed);
      }
      return result;
    } finally {
      if (rollsBack) {
        resumeWatch();
      }
    }
  }

  /** What the text is about to set is noted as it is, in case that it is to be put back. */
  void beforeSettings(Script script) throws SQLException {
    var names = new TreeSet<String>();
    for (SourceStatement source : script.statements()) {
      names.addAll(Settings.namesSetBy(source, StatementReader.read(source)));
    }
    names.remove("all");
    if (!names.isEmpty() && (session.inTransaction() || script.statements().size() > 1)) {
      tracker.beforeSetting(names);
    }
  }

  /**
   * A statement has been sent.
   *
   * @param failed the transaction had failed before it
   */
  void remember(Statement statement, boolean failed) throws SQLException {
    decider.heard(statement);
    if (statement instanceof Statement.Transaction transaction) {
      switch (transaction.kind()) {
        case COMMIT, PREPARE -> ended(!failed);
        case ROLLBACK -> ended(false);
        default -> {}
      }
    }
  }

  /** The tool's transaction is over. */
  void ended(boolean committed) throws SQLException {
    decider.forget();
    watchdog.disarm();
    tracker.ended(committed);
    journal.ended();
  }

  /** A rollback is over, be it one to a savepoint. */
  void resumeWatch() {
    try {
      if (watchdog.resume()) {
        tracker.strongReleased();
      }
    } catch (SQLException e) {
      // The connection is lost, and with it the lock; the tool's next statement will say so.
      Announcer.watchNotResumed(e);
    }
  }
}
