package io.safeddl.rule;

import io.safeddl.effect.TransactionContext;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.SetParameter;
import io.safeddl.sql.tree.Statement.Transaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time limits that the statements before have set.
 *
 * @param lock lock_timeout
 * @param statement statement_timeout
 * @param marks where ROLLBACK leads, the last to the last savepoint; the first, without a name, is
 *     the beginning of the transaction
 */
public record Limits(Limit lock, Limit statement, List<Mark> marks) {
  /** Nothing has been set: what the server, the role and the database say is not known. */
  public static final Limits NONE = new Limits(Limit.NONE, Limit.NONE, List.of());

  public Limits {
    marks = List.copyOf(marks);
  }

  /** The limits at a savepoint, or at the beginning of a transaction. */
  public record Mark(@Nullable String savepoint, Limit lock, Limit statement) {}

  /**
   * One limit, in milliseconds; 0 is no limit, null not set.
   *
   * @param session by SET
   * @param local by SET LOCAL, until the transaction ends
   */
  public record Limit(@Nullable Long session, @Nullable Long local) {
    static final Limit NONE = new Limit(null, null);

    /** True where a limit holds. */
    public boolean isOn() {
      return millis() > 0;
    }

    /** What holds now; 0 where nothing does, or nothing was set. */
    public long millis() {
      var now = local == null ? session : local;
      return now == null ? 0 : now;
    }

    private Limit with(Setting setting) {
      return setting.local()
          ? new Limit(session, setting.millis())
          : new Limit(setting.millis(), null);
    }

    private Limit ended() {
      return local == null ? this : new Limit(session, null);
    }
  }

  /** The beginning of a file: the transaction of the file before has ended. */
  Limits atStart() {
    return ended().begun();
  }

  /** The limits behind a statement. */
  Limits after(SourceStatement source, Statement statement, TransactionContext transaction) {
    if (statement instanceof Transaction control) {
      return after(control, transaction);
    }
    if (statement instanceof Statement.Block block) {
      return after(block, transaction.inTransaction());
    }
    if (statement instanceof Statement.Other other && other.tag().equals("DISCARD ALL")) {
      return NONE; // RESET ALL is a part of it, and it runs in no transaction
    }
    return after(statement, Setting.of(source, statement), transaction.inTransaction());
  }

  /** What a block sets outlives it; where an EXCEPTION may have taken it back, the weaker holds. */
  private Limits after(Statement.Block block, boolean inTransaction) {
    var limits = this;
    // What a procedure sets for itself ends with it.
    var body = block instanceof Statement.Confined it ? it.inner() : block.body();
    var statements = body.statements();
    for (var i = 0; i < statements.size(); i++) {
      var next = limits.afterPart(statements.get(i), inTransaction);
      limits = body.mayBeUndone(i) ? limits.weaker(next) : next;
    }
    return limits;
  }

  private Limits afterPart(Statement part, boolean inTransaction) {
    return part instanceof Statement.Block inner
        ? after(inner, inTransaction)
        : after(part, Setting.inBlock(part), inTransaction);
  }

  private Limits weaker(Limits other) {
    return set(lock.isOn() ? other.lock : lock, statement.isOn() ? other.statement : statement);
  }

  /** True where each part of the statement that may wait for a lock does so with a limit. */
  boolean limitWaits(Statement statement) {
    if (!(statement instanceof Statement.Block block)) {
      return lock.isOn();
    }
    var limits = this;
    for (var part : block.body().statements()) {
      if (!isQuery(part) && !limits.limitWaits(part)) {
        return false;
      }
      limits = limits.afterPart(part, true);
    }
    return !block.body().opaque() || limits.lock.isOn();
  }

  private static boolean isQuery(Statement part) {
    return part instanceof SetParameter
        || part instanceof Statement.Data
        || part instanceof Statement.Empty;
  }

  private Limits after(Statement statement, @Nullable Setting setting, boolean inTransaction) {
    if (statement instanceof SetParameter set && set.name().equals("all")) {
      return set(Limit.NONE, Limit.NONE);
    }
    // SET LOCAL outside a transaction has no effect but a warning (manual, SET).
    if (setting == null || (setting.local() && !inTransaction)) {
      return this;
    }
    return switch (setting.name()) {
      case Setting.LOCK -> set(lock.with(setting), this.statement);
      case Setting.STATEMENT -> set(lock, this.statement.with(setting));
      default -> this;
    };
  }

  /** What was set in a transaction, or behind a savepoint, goes with it (manual, SET). */
  private Limits after(Transaction control, TransactionContext transaction) {
    return switch (control.kind()) {
      case BEGIN -> transaction.inTransaction() ? this : begun();
      case COMMIT, PREPARE -> atStart();
      case ROLLBACK ->
          transaction.inTransaction() && !marks.isEmpty() ? back(0).atStart() : atStart();
      case SAVEPOINT -> marked(control.savepoint());
      case ROLLBACK_TO -> {
        var mark = mark(control.savepoint());
        yield mark < 0 ? this : back(mark);
      }
      case RELEASE -> {
        var mark = mark(control.savepoint());
        yield mark < 0 ? this : new Limits(lock, statement, marks.subList(0, mark));
      }
      case COMMIT_PREPARED, ROLLBACK_PREPARED, SET_TRANSACTION, SET_CONSTRAINTS -> this;
    };
  }

  private Limits set(Limit lockNow, Limit statementNow) {
    return new Limits(lockNow, statementNow, marks);
  }

  private Limits ended() {
    return set(lock.ended(), statement.ended());
  }

  private Limits begun() {
    return new Limits(lock, statement, List.of()).marked(null);
  }

  private Limits marked(@Nullable String savepoint) {
    var longer = new ArrayList<>(marks);
    longer.add(new Mark(savepoint, lock, statement));
    return new Limits(lock, statement, longer);
  }

  /** The limits at a mark, which stays. */
  private Limits back(int to) {
    var mark = marks.get(to);
    return new Limits(mark.lock(), mark.statement(), marks.subList(0, to + 1));
  }

  private int mark(@Nullable String savepoint) {
    for (var i = marks.size() - 1; i >= 0; i--) {
      if (savepoint != null && savepoint.equals(marks.get(i).savepoint())) {
        return i;
      }
    }
    return -1;
  }
}
