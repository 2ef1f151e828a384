package io.safeddl.run;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;

/**
 * What the tool has done in its current transaction. Texts are noted as they pass, and read only
 * when somebody asks, so that the fast path stays fast.
 */
final class TransactionTracker {
  /** As many texts are remembered; a transaction with more has done more than settings. */
  private static final int REMEMBERED = 256;

  private static final Pattern SAVEPOINT =
      Pattern.compile("(?i)^\\W*savepoint\\b|;\\s*savepoint\\b");

  /** The cursor without a name is the portal of this very query. */
  private static final String UNTOUCHED =
      """
      pg_catalog.pg_current_xact_id_if_assigned() IS NULL
      AND pg_catalog.current_setting('transaction_isolation') = 'read committed'
      AND pg_catalog.current_setting('transaction_read_only') = 'off'
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_cursors c WHERE c.name <> '')
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_locks l
                       WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation'
                         AND l.mode <> 'AccessShareLock')
      """;

  private final Session session;
  private final List<String> unread = new ArrayList<>();
  private State deeds = State.NOTHING;
  private final Set<String> settings = new TreeSet<>();
  private final Set<String> localSettings = new TreeSet<>();
  private TransactionContext known = new TransactionContext(true, State.NOTHING);
  private @Nullable Settings atRollback;
  private @Nullable Long strongSince;
  private final AtomicLong number = new AtomicLong();
  private boolean savepoints;

  /** Nothing has been noted since {@link #forget}. */
  private boolean blank = true;

  TransactionTracker(Session session) {
    this.session = session;
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
    if (unread.size() >= REMEMBERED) {
      deeds = State.OTHER;
    } else if (deeds != State.OTHER) {
      unread.add(sql);
    }
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

  /** Something happened that no text tells: a savepoint, COPY, a large object. */
  void untracked() {
    blank = false;
    deeds = State.OTHER;
  }

  /** A savepoint was set. */
  void savepointSet() {
    savepoints = true;
    untracked();
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
    readWhatRan(catalog);
    var state = deeds;
    if (state == State.NOTHING && !session.ask(UNTOUCHED)) {
      state = State.OTHER;
    }
    return known.with(state);
  }

  private void readWhatRan(Catalog catalog) {
    for (String sql : unread) {
      boolean standard = session.connection().getStandardConformingStrings();
      for (SourceStatement source : Script.parse(sql, standard).statements()) {
        var statement = StatementReader.read(source);
        deeds = deeds.or(Deeds.of(source, statement, catalog));
        settings.addAll(Settings.namesSetBy(source, statement));
        localSettings.addAll(Settings.namesSetLocallyBy(statement));
      }
    }
    unread.clear();
    if (!Collections.disjoint(settings, localSettings)) {
      // SET LOCAL hides what SET gave the session: that value could not be carried over.
      deeds = deeds.or(State.DDL_ONLY);
    }
  }

  /** The session parameters that this transaction has set; known after {@link #context}. */
  Set<String> settings() {
    return Set.copyOf(settings);
  }

  /** The parameters that it has set for itself alone; known after {@link #context}. */
  Set<String> localSettings() {
    return Set.copyOf(localSettings);
  }

  /** The transaction was ended early: these values are to come back if the tool rolls back. */
  void putBackAtRollback(Settings before) {
    blank = false;
    if (atRollback == null) {
      atRollback = before;
    }
  }

  /** The tool's transaction has ended; puts settings back if it was rolled back. */
  void ended(boolean committed) throws SQLException {
    var before = atRollback;
    forget();
    if (before != null && !committed && !session.isClosed()) {
      before.apply(session);
      if (!session.connection().getAutoCommit() && session.state() != TransactionState.IDLE) {
        session.connection().commit();
      }
    }
  }

  private void forget() {
    unread.clear();
    settings.clear();
    localSettings.clear();
    deeds = State.NOTHING;
    known = new TransactionContext(true, State.NOTHING);
    atRollback = null;
    strongSince = null;
    savepoints = false;
    blank = true;
    number.incrementAndGet();
  }
}
