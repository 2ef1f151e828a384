package io.safeddl.run;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;

/** What the tool has done in its current transaction. */
final class TransactionTracker {
  private static final Pattern SAVEPOINT =
      Pattern.compile("(?i)^\\W*savepoint\\b|;\\s*savepoint\\b");

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  /**
   * The cursor without a name is the portal of this very query. One WITH HOLD that a transaction
   * before this one has made outlives its end, however it ends.
   */
  private static final String NO_CURSOR =
      """
      NOT EXISTS (SELECT 1 FROM pg_catalog.pg_cursors c
                   WHERE c.name <> '' AND NOT (c.is_holdable
                     AND c.creation_time < pg_catalog.transaction_timestamp()))
      """;

  private static final String UNTOUCHED =
      """
      pg_catalog.pg_current_xact_id_if_assigned() IS NULL
      AND pg_catalog.current_setting('transaction_isolation') = 'read committed'
      AND pg_catalog.current_setting('transaction_read_only') = 'off'
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_locks l
                       WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation'
                         AND l.mode <> 'AccessShareLock') AND
      """
          + NO_CURSOR;

  /** What a transaction that is only committed early must be, whatever DDL it has run. */
  private static final String PLAIN =
      """
      pg_catalog.current_setting('transaction_isolation') = 'read committed'
      AND pg_catalog.current_setting('transaction_read_only') = 'off' AND
      """
          + NO_CURSOR;

  private final Session session;
  private final Deeds deeds;
  private TransactionContext known = new TransactionContext(true, State.NOTHING);
  private final Map<String, @Nullable String> atRollback = new LinkedHashMap<>();
  private @Nullable Long strongSince;
  private final AtomicLong number = new AtomicLong();
  private boolean savepoints;

  /** The tool's transaction has been ended early at least once. */
  private boolean endedEarly;

  /** Nothing has been noted since {@link #forget}. */
  private boolean blank = true;

  TransactionTracker(Session session) {
    this.session = session;
    this.deeds = new Deeds(session);
  }

  /** Before each statement: what was noted may belong to a transaction that is over. */
  void beginStatement() {
    if (!blank && session.state() == TransactionState.IDLE) {
      forget();
    }
  }

  /** The tool's text has been sent. */
  void ran(String sql) {
    if (session.state() == TransactionState.IDLE) {
      return;
    }
    blank = false;
    savepoints |= SAVEPOINT.matcher(sql).find();
    deeds.note(sql);
  }

  /** A judged statement has run inside the transaction. */
  void ran(Verdict verdict, boolean strongOnLarge) {
    if (session.state() == TransactionState.IDLE) {
      return;
    }
    blank = false;
    known = known.withLocks(verdict.effects().locks());
    if (verdict.statement() instanceof Statement.AlterType type && type.value() != null) {
      known = known.withEnumValue(type.value());
    }
    if (strongOnLarge && strongSince == null) {
      strongSince = System.nanoTime();
    }
  }

  /** Something happened that no text tells: COPY, a large object. */
  void untracked() {
    untracked("COPY, large objects, or another call that is no SQL");
  }

  private void untracked(String what) {
    blank = false;
    deeds.other(what);
  }

  /** A savepoint was set. */
  void savepointSet() {
    savepoints = true;
    untracked("a savepoint");
  }

  /** True where a savepoint has been set since the transaction began. */
  boolean hasSavepoints() {
    return savepoints;
  }

  /** Which transaction it is: another one, another number. */
  long number() {
    return number.get();
  }

  /** How long the transaction has held a strong lock on a large table, or null. */
  @Nullable Duration strongFor() {
    return strongSince == null ? null : Duration.ofNanos(System.nanoTime() - strongSince);
  }

  /** A rollback to a savepoint has given the strong locks back. */
  void strongReleased() {
    strongSince = null;
  }

  /** The transaction that the next statement runs in. */
  TransactionContext context(Catalog catalog) throws SQLException {
    if (!session.inTransaction()) {
      return TransactionContext.AUTOCOMMIT;
    }
    var state = deeds.state(catalog);
    if (state == State.DDL_ONLY && !(knowsWhatWasBefore() && session.ask(PLAIN))) {
      state = State.OTHER;
    } else if (state == State.NOTHING && !session.ask(UNTOUCHED)) {
      state = State.OTHER;
    }
    return known.with(state);
  }

  /** What the texts of the transaction have done. */
  Deeds deeds() {
    return deeds;
  }

  // ---- what comes back when the tool rolls back

  /**
   * Before a statement that sets these parameters: what they are, where the transaction has not set
   * them before. Once it is committed early nobody could tell any more.
   */
  void beforeSetting(Set<String> names) throws SQLException {
    if (session.state() == TransactionState.FAILED) {
      return;
    }
    for (String name : names) {
      if (!atRollback.containsKey(name)) {
        blank = false;
        atRollback.put(name, valueOf(name));
      }
    }
  }

  /**
   * Reads it so that SET TRANSACTION may still follow: SHOW takes no snapshot, and where the
   * transaction has not begun at the server it does not begin. SHOW fails on a name that nobody has
   * defined, which only one with a dot can be.
   */
  private @Nullable String valueOf(String name) throws SQLException {
    var connection = session.connection();
    boolean notBegun = !connection.getAutoCommit() && session.state() == TransactionState.IDLE;
    if (notBegun) {
      connection.setAutoCommit(true);
    }
    try {
      return notBegun || name.indexOf('.') >= 0 || !NAME.matcher(name).matches()
          ? Settings.read(session, Set.of(name)).values().get(name)
          : session.query("SHOW " + name, row -> row.getString(1)).get(0);
    } finally {
      if (notBegun) {
        connection.setAutoCommit(false);
      }
    }
  }

  private boolean knowsWhatWasBefore() {
    return atRollback.keySet().containsAll(deeds.settings());
  }

  /** The transaction was ended early: these values are to come back if the tool rolls back. */
  void putBackAtRollback(Settings before) {
    blank = false;
    before.values().forEach(atRollback::putIfAbsent);
  }

  /**
   * The transaction was ended early, and another one begun: what was done in it is done, what was
   * set in it still holds.
   */
  void begunAnew() {
    endedEarly = true;
    deeds.begunAnew();
    known = new TransactionContext(true, State.NOTHING);
    strongSince = null;
    savepoints = false;
    blank = false;
    number.incrementAndGet();
  }

  /** The tool's transaction has ended; puts settings back if it was rolled back. */
  void ended(boolean committed) throws SQLException {
    var before = new Settings(new LinkedHashMap<>(atRollback));
    boolean early = endedEarly;
    forget();
    if (early && !committed && !session.isClosed()) {
      boolean idle = session.state() == TransactionState.IDLE;
      before.apply(session);
      if (idle && session.state() != TransactionState.IDLE) {
        session.connection().commit();
      }
    }
  }

  private void forget() {
    deeds.clear();
    known = new TransactionContext(true, State.NOTHING);
    atRollback.clear();
    endedEarly = false;
    strongSince = null;
    savepoints = false;
    blank = true;
    number.incrementAndGet();
  }
}
