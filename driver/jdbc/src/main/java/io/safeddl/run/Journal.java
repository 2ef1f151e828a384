package io.safeddl.run;

import io.safeddl.sql.SourceStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;

/**
 * What one connection knows of the journal (docs/journal.md): the run that its current transaction
 * is, if a part of that was committed before its end, or is gone on with after a crash.
 *
 * <p>A row means: this is done, or under way, but the tool has not committed. So the rows go in the
 * very transaction that the tool commits.
 */
final class Journal {
  private final Session session;
  private final JournalTable table;
  private final SessionUser user;
  private final RunLock lock;

  private @Nullable UUID run;

  /** The number of the DDL statement that comes next. */
  private int next;

  /** What ran inside the transaction since it began, or was begun anew. */
  private final Map<Integer, JournalEntry> inside = new TreeMap<>();

  /** What an attempt before this one has done or begun, and this one has not come to yet. */
  private final Map<Integer, JournalRow> ahead = new TreeMap<>();

  /** Something of this transaction stays when the tool rolls it back, and nobody has said so. */
  private boolean unsaid;

  /** Runs of which rows were found whose relations are gone. */
  private final Set<UUID> stale = new HashSet<>();

  /** The lock under which the transaction has begun, where it has one. */
  private @Nullable Long entered;

  /** Statements at the beginning that found nothing to do: not a part of any run. */
  private final Set<String> idle = new HashSet<>();

  private final UnfinishedRuns unfinished;

  Journal(Session session, RunLock lock) {
    this.session = session;
    this.table = new JournalTable(session);
    this.user = new SessionUser(session);
    this.lock = lock;
    this.unfinished = new UnfinishedRuns(table, user);
  }

  /** Whether it could be written. */
  JournalStanding standing() throws SQLException {
    return JournalStanding.of(session);
  }

  /** True while statements of an attempt before this one are still to come. */
  boolean isFollowing() {
    return !ahead.isEmpty();
  }

  /** True where rows of the journal are this transaction's, and go when it is committed. */
  boolean isActive() {
    return run != null;
  }

  /** True where the end of the transaction has something to end here. */
  boolean isOpen() {
    return !isAtStart() || entered != null || lock.isHeld();
  }

  /** How many DDL statements an early end of the transaction would commit. */
  int inside() {
    return inside.size();
  }

  /** A statement failed, and the tool will roll back: says once what that does not take back. */
  void remarkOn(SQLException failure) {
    if (unsaid) {
      unsaid = false;
      Remarks.add(
          failure,
          "a part of this transaction had to be committed early, and stays. The journal (table"
              + " safeddl.journal) knows it: when the cause is cured, run the migration again as it"
              + " is, and it goes on from there",
          null);
    }
  }

  /** Says so where the statement may have met what an unfinished run has done. */
  void remindOf(SQLException failure, Judged judged) {
    unfinished.remindOf(failure, judged, run);
  }

  // ---- what runs as usual

  /** A DDL statement ran inside the transaction. */
  void ran(JournalEntry entry) throws SQLException {
    if (session.state() != TransactionState.IDLE && !(isAtStart() && idle.contains(entry.hash()))) {
      inside.put(next++, entry);
    }
  }

  /** True where no DDL statement has run since the transaction began. */
  boolean isAtStart() {
    return run == null && inside.isEmpty();
  }

  // ---- the beginning

  /**
   * Before the first DDL statement: whoever begins with the same waits from now on until this
   * transaction is over, and so does this one for him who has begun. So what the journal says next
   * of runs that begin with it is the last word.
   *
   * @param limit the tool's own on its statement; zero for none
   */
  void enter(JournalEntry entry, Duration limit, CancelSignal cancel) throws SQLException {
    long key = entry.lockKey();
    lock.enter(key, limit, cancel);
    entered = key;
  }

  /** The statement finds nothing to do, and no run begins with it. */
  void passOver(JournalEntry entry) {
    idle.add(entry.hash());
  }

  /** True for a statement at the beginning that has been passed over. */
  boolean isIdle(SourceStatement source) {
    return isAtStart() && !idle.isEmpty() && idle.contains(StatementText.hash(source));
  }

  /** True where an unfinished run may go on with a statement of this text, in some search path. */
  boolean mayFollow(String hash) throws SQLException {
    if (isFollowing()) {
      return true;
    }
    if (!isAtStart()) {
      return false;
    }
    unfinished.look(standing());
    return unfinished.have(hash);
  }

  // ---- going on with a run

  /**
   * The row of a statement that an attempt before this one has done or begun, or null where the
   * statement is to run as usual.
   *
   * @throws SQLException 55P03 where that attempt still lives; an error that names both texts where
   *     the statement is another one than the journal says
   */
  @Nullable JournalRow follow(JournalEntry entry, CancelSignal cancel) throws SQLException {
    if (!isFollowing() && isAtStart()) {
      begin(entry, cancel);
    }
    if (!isFollowing()) {
      return null;
    }
    var row = ahead.get(next);
    if (row == null) {
      return null;
    }
    if (!row.isOf(entry)) {
      throw Refusals.ofAnother(row, entry);
    }
    return row;
  }

  private void begin(JournalEntry entry, CancelSignal cancel) throws SQLException {
    if (!canBeFollowed(find(entry))) {
      return;
    }
    lock.take(entry.lockKey(), Duration.ZERO, cancel);
    // Whoever had the lock may have finished meanwhile, or got farther.
    var rows = find(entry);
    if (!canBeFollowed(rows)) {
      lock.release();
      return;
    }
    for (JournalRow row : rows) {
      lock.awaitBuild(row, cancel);
    }
    run = rows.get(0).run();
    next = rows.get(0).ordinal();
    for (JournalRow row : rows) {
      if (!row.stale()) {
        ahead.put(row.ordinal(), row);
      }
    }
  }

  private boolean canBeFollowed(List<JournalRow> rows) {
    if (rows.stream().anyMatch(JournalRow::stale)) {
      // Removed when the journal is written next: a read must not make the transaction write.
      stale.add(rows.get(0).run());
    }
    return !rows.isEmpty() && !rows.get(0).stale();
  }

  private List<JournalRow> find(JournalEntry entry) throws SQLException {
    return user.get(() -> table.beginningWith(entry.hash(), entry.path()));
  }

  /** The statement of this row was skipped, or has been completed. */
  void passed(JournalRow row) throws SQLException {
    ahead.remove(row.ordinal());
    next = row.ordinal() + 1;
    if (session.inTransaction()) {
      session.clearPortal();
    }
  }

  /** The steps of a row that is under way. */
  List<RunStep> steps(JournalRow row) throws SQLException {
    return user.get(() -> JournalSteps.read(session, row.run(), row.ordinal()));
  }

  // ---- steps outside the transaction

  /**
   * Takes the lock of the run that is about to leave the tool's transaction.
   *
   * @return false where somebody else had it before: there may be a run to go on with now
   */
  boolean own(JournalEntry entry, CancelSignal cancel) throws SQLException {
    if (run != null) {
      return true;
    }
    var begun = inside.isEmpty() ? entry : inside.values().iterator().next();
    return lock.take(entered == null ? begun.lockKey() : entered, Duration.ZERO, cancel);
  }

  /**
   * Writes what has run inside the transaction, and what is about to begin, in the transaction that
   * is open, or in one of its own.
   *
   * @param steps null for a row that is there already
   */
  Progress begin(JournalEntry entry, @Nullable List<RunStep> steps) throws SQLException {
    var standing = standing();
    var id = run == null ? UUID.randomUUID() : run;
    user.run(
        () -> {
          JournalMaker.create(session, standing);
          removeStale();
          table.own(id);
          var role = user.toolsRole();
          for (var statement : inside.entrySet()) {
            table.insertDone(id, statement.getKey(), statement.getValue(), role);
          }
          table.forgetDropped(id);
          if (steps != null) {
            table.insertIntent(id, next, entry, role, steps);
          }
        });
    run = id;
    unsaid |= !inside.isEmpty();
    inside.clear();
    return new RowProgress(table, user, id, next);
  }

  /**
   * All steps are done, and the row stays until the tool commits.
   *
   * @param steps of which what they made is noted
   */
  void completed(List<RunStep> steps) throws SQLException {
    var id = activeRun();
    var made = Made.of(steps);
    int ordinal = next;
    user.run(() -> table.done(id, ordinal, made));
    ahead.remove(next++);
    unsaid = true;
  }

  /** The steps have failed, and have been taken back. */
  void takenBack() throws SQLException {
    var id = activeRun();
    int ordinal = next;
    user.run(() -> table.delete(id, ordinal));
  }

  private UUID activeRun() {
    if (run == null) {
      throw new IllegalStateException("no run has begun");
    }
    return run;
  }

  // ---- the end of the tool's transaction

  /** Just before the commit, in the transaction that is committed: then all of it is the tool's. */
  void beforeCommit() throws SQLException {
    var id = run;
    if ((id == null && stale.isEmpty()) || session.state() == TransactionState.FAILED) {
      return;
    }
    int upTo = next;
    user.run(
        () -> {
          removeStale();
          if (id != null) {
            table.deleteBefore(id, upTo);
          }
        });
  }

  private void removeStale() throws SQLException {
    for (UUID id : stale) {
      table.removeStale(id);
    }
    stale.clear();
  }

  /** The transaction, or the text under autocommit, is over, whichever way. */
  void ended() throws SQLException {
    run = null;
    next = 0;
    unsaid = false;
    inside.clear();
    ahead.clear();
    stale.clear();
    entered = null;
    idle.clear();
    unfinished.forget();
    if (session.isClosed()) {
      return;
    }
    boolean wasIdle = session.state() == TransactionState.IDLE;
    lock.release();
    if (wasIdle && session.state() != TransactionState.IDLE) {
      session.connection().commit();
    }
  }
}
