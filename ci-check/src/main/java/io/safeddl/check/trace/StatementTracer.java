package io.safeddl.check.trace;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.observe.Difference.Aspect;
import io.safeddl.observe.HeldLocks;
import io.safeddl.observe.Observation;
import io.safeddl.observe.Observer;
import io.safeddl.observe.ServerRelations;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.tree.Statement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs each statement and looks at what it does. A statement that would be a transaction by itself
 * gets one from the trace, so that its locks are there until they have been looked at; only what
 * cannot run in a transaction is looked at from outside.
 */
final class StatementTracer implements StatementRunner {
  private static final String ACTIVE_TRANSACTION = "25001";
  private static final String INVALID_TERMINATION = "2D000";

  private final Session session;
  private final Connection watching;
  private final Clock clock;
  private final boolean ownsServer;
  private final List<Draft> drafts = new ArrayList<>();

  /** The relations when the transaction began; null outside of one. */
  private @Nullable ServerRelations atBegin;

  StatementTracer(Session session, Connection watching, Clock clock, boolean ownsServer) {
    this.session = session;
    this.watching = watching;
    this.clock = clock;
    this.ownsServer = ownsServer;
  }

  /** All that have been run. */
  List<TracedStatement> statements() {
    return drafts.stream().map(Draft::statement).toList();
  }

  @Override
  public boolean run(Piece piece) throws SQLException {
    var draft = new Draft(piece, drafts.size() + 1, clock.now());
    drafts.add(draft);
    var reason = LeftOut.reason(piece.source(), piece.statement(), ownsServer);
    if (!reason.isEmpty()) {
      draft.leftOut(reason);
      return true;
    }
    try {
      if (isSetting(piece.statement())) {
        session.run(piece.source().text());
      } else if (session.isIdle()) {
        alone(piece, draft);
      } else {
        inTransaction(piece, draft);
      }
      draft.ran(clock.now());
      return true;
    } catch (SQLException e) {
      session.check(e);
      draft.failed(clock.now(), Failures.message(e), refusal(piece, e));
      return false;
    }
  }

  /** What is about the session and its transactions: some of it must come before any query. */
  private static boolean isSetting(Statement statement) {
    return statement instanceof Statement.Transaction
        || statement instanceof Statement.SetParameter;
  }

  private void inTransaction(Piece piece, Draft draft) throws SQLException {
    session.listen();
    var connection = session.connection();
    var before = ServerRelations.readAll(connection);
    if (atBegin == null) {
      atBegin = before;
    }
    var path = session.path();
    var seen =
        Observer.observe(
            connection,
            before,
            HeldLocks.of(connection),
            path,
            () -> session.run(piece.source().text(), piece.data()));
    draft.compared(Comparing.rows(verdict(piece), seen, path, false));
    LockSpans.of(seen, atBegin).forEach(draft::locked);
  }

  private void alone(Piece piece, Draft draft) throws SQLException {
    if (verdict(piece).effects().traits().contains(Trait.FORBIDDEN_IN_TRANSACTION)) {
      outside(piece, draft);
      return;
    }
    session.run("BEGIN");
    try {
      inTransaction(piece, draft);
      session.run("COMMIT");
    } catch (SQLException e) {
      session.check(e);
      if (!session.isIdle()) {
        session.run("ROLLBACK");
      }
      released();
      var state = String.valueOf(e.getSQLState());
      if (!state.equals(ACTIVE_TRANSACTION) && !state.equals(INVALID_TERMINATION)) {
        throw e;
      }
      // A procedure or a block that commits by itself is not known for it beforehand.
      draft.compared(refusal(piece, e));
      outside(piece, draft);
    }
  }

  private void outside(Piece piece, Draft draft) throws SQLException {
    session.listen();
    draft.outside();
    var before = ServerRelations.readAll(session.connection());
    var path = session.path();
    var sampler = Sampler.start(watching, session.pid(), clock);
    List<String> messages;
    try (sampler) {
      messages = session.run(piece.source().text(), piece.data());
    }
    var after = before.again(session.connection());
    Observation seen = Observer.fromOutside(before, after, sampler.locks(), messages, path);
    draft.compared(Comparing.rows(verdict(piece), seen, path, true));
    LockSpans.seen(seen, sampler.times()).forEach(draft::locked);
  }

  /** What its being rejected says about the prediction. */
  private static List<Compared> refusal(Piece piece, SQLException e) {
    var traits = verdict(piece).effects().traits();
    if (ACTIVE_TRANSACTION.equals(e.getSQLState())) {
      var predicted = traits.contains(Trait.FORBIDDEN_IN_TRANSACTION);
      return List.of(
          new Compared(
              Aspect.TRANSACTION,
              "",
              predicted ? "not in a transaction" : "",
              "not in a transaction",
              predicted ? Agreement.AGREES : Agreement.MORE_HAPPENED));
    }
    return traits.contains(Trait.FAILS)
        ? List.of(new Compared(Aspect.FAILURE, "", "fails", "failed", Agreement.AGREES))
        : List.of();
  }

  private static Verdict verdict(Piece piece) {
    return Objects.requireNonNull(piece.verdict(), "only what was judged is traced");
  }

  @Override
  public void released() {
    atBegin = null;
    var now = clock.now();
    for (var i = drafts.size() - 1; i >= 0 && !drafts.get(i).isReleased(); i--) {
      drafts.get(i).released(now);
    }
  }
}
