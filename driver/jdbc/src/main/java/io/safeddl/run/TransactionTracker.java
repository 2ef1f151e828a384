package io.safeddl.run;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Traces;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private static final int REMEMBERED = 4096;

  private static final Pattern SAVEPOINT =
      Pattern.compile("(?i)^\\W*savepoint\\b|;\\s*savepoint\\b");

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

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

  /** What a transaction that is only committed early must be, whatever DDL it has run. */
  private static final String PLAIN =
      """
      pg_catalog.current_setting('transaction_isolation') = 'read committed'
      AND pg_catalog.current_setting('transaction_read_only') = 'off'
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_cursors c WHERE c.name <> '')
      """;

  private final Session session;
  private final List<String> unread = new ArrayList<>();

  /** As many of the unread ones have been looked through for settings. */
  private int searched;

  private State deeds = State.NOTHING;

  /** What the transaction had done at the last look. */
  private State seen = State.NOTHING;

  private final Set<String> settings = new TreeSet<>();
  private final Set<String> localSettings = new TreeSet<>();
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
    if (state == State.DDL_ONLY && !(knowsWhatWasBefore() && session.ask(PLAIN))) {
      state = State.OTHER;
    } else if (state == State.NOTHING && !session.ask(UNTOUCHED)) {
      state = State.OTHER;
    }
    seen = state;
    return known.with(state);
  }

  /** True where it had done nothing yet when it was last asked for its {@link #context}. */
  boolean hadDoneNothing() {
    return seen == State.NOTHING;
  }

  private void readWhatRan(Catalog catalog) {
    findSettings();
    for (String sql : unread) {
      for (SourceStatement source : parse(sql)) {
        deeds = deeds.or(Traces.of(source, StatementReader.read(source), catalog));
      }
    }
    unread.clear();
    searched = 0;
    if (!Collections.disjoint(settings, localSettings)) {
      // SET LOCAL hides what SET gave the session: that value could not be carried over.
      deeds = State.OTHER;
    }
  }

  private List<SourceStatement> parse(String sql) {
    return Script.parse(sql, session.connection().getStandardConformingStrings()).statements();
  }

  private void findSettings() {
    for (; searched < unread.size(); searched++) {
      for (SourceStatement source : parse(unread.get(searched))) {
        var statement = StatementReader.read(source);
        settings.addAll(Settings.namesSetBy(source, statement));
        localSettings.addAll(Settings.namesSetLocallyBy(statement));
      }
    }
  }

  /** The session parameters that this transaction has set. */
  Set<String> settings() {
    findSettings();
    return Set.copyOf(settings);
  }

  /** The parameters that it has set for itself alone. */
  Set<String> localSettings() {
    findSettings();
    return Set.copyOf(localSettings);
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
    return atRollback.keySet().containsAll(settings);
  }

  /** The transaction was ended early: these values are to come back if the tool rolls back. */
  void putBackAtRollback(Settings before) {
    blank = false;
    before.values().forEach(atRollback::putIfAbsent);
  }

  /** True where the transaction can be rolled back without losing anything but settings. */
  boolean hasDoneNothing() {
    return deeds == State.NOTHING && unread.stream().allMatch(this::isControl);
  }

  private boolean isControl(String sql) {
    return parse(sql).stream()
        .map(StatementReader::read)
        .allMatch(
            s ->
                s instanceof Statement.SetParameter
                    || s instanceof Statement.Empty
                    || (s instanceof Statement.Transaction t
                        && t.kind() == Statement.Transaction.Kind.BEGIN));
  }

  /**
   * The transaction was ended early, and another one begun: what was done in it is done, what was
   * set in it still holds.
   */
  void begunAnew() {
    endedEarly = true;
    findSettings();
    unread.clear();
    searched = 0;
    deeds = State.NOTHING;
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
    unread.clear();
    searched = 0;
    settings.clear();
    localSettings.clear();
    deeds = State.NOTHING;
    known = new TransactionContext(true, State.NOTHING);
    atRollback.clear();
    endedEarly = false;
    strongSince = null;
    savepoints = false;
    blank = true;
    number.incrementAndGet();
  }
}
