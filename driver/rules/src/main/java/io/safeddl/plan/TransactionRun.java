package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement.AlterType;
import io.safeddl.sql.tree.Statement.Transaction;

/** Follows the transaction that the statements of a text run in. */
final class TransactionRun {
  /** What a transaction begins as: behind COMMIT, and behind a step outside of it. */
  private final TransactionContext fresh;

  private TransactionContext now;

  /**
   * @param now the transaction before the first statement
   * @param together all statements run in one transaction, whether or not one was begun
   */
  TransactionRun(TransactionContext now, boolean together) {
    this.fresh =
        new TransactionContext(now.inTransaction() || together, State.NOTHING)
            .withEarlyCommit(now.mayCommitEarly());
    this.now = now.inTransaction() ? now : fresh;
  }

  TransactionContext now() {
    return now;
  }

  /** A transaction begins that no statement tells of. */
  void begin() {
    now = begun();
  }

  /** That transaction is committed. */
  void end() {
    now = fresh;
  }

  /**
   * Takes note of what the statement will have done.
   *
   * @param catalog the tables before it
   */
  void follow(Verdict verdict, Catalog catalog) {
    now = after(verdict, catalog);
  }

  private TransactionContext after(Verdict verdict, Catalog catalog) {
    var statement = verdict.statement();
    if (verdict.decision() instanceof Decision.Replace) {
      return fresh;
    }
    if (statement instanceof Transaction control) {
      return after(control, verdict.source());
    }
    if (!now.inTransaction()) {
      return now; // each statement ends its own
    }
    if (statement instanceof AlterType alter
        && alter.form().equals("ADD VALUE")
        && alter.value() != null) {
      return now.withEnumValue(alter.value()).with(State.DDL_ONLY);
    }
    return now.withLocks(verdict.effects().locks()).with(trace(verdict, catalog));
  }

  private TransactionContext after(Transaction control, SourceStatement source) {
    return switch (control.kind()) {
      // A mode behind BEGIN may be a stronger isolation, or READ ONLY.
      case BEGIN -> begun().with(source.tokens().size() > 2 ? State.OTHER : State.NOTHING);
      case COMMIT, ROLLBACK, PREPARE -> fresh;
      case COMMIT_PREPARED, ROLLBACK_PREPARED -> now;
      case SAVEPOINT, RELEASE, ROLLBACK_TO, SET_TRANSACTION, SET_CONSTRAINTS ->
          now.with(State.OTHER);
    };
  }

  private TransactionContext begun() {
    return new TransactionContext(
        true, now.state(), now.strongLocks(), now.newEnumValues(), now.mayCommitEarly());
  }

  /** What the statement leaves in its transaction. */
  private static State trace(Verdict verdict, Catalog catalog) {
    return verdict.effects().traits().contains(Trait.DYNAMIC_DDL)
        ? State.OTHER
        : Traces.of(verdict.source(), verdict.statement(), catalog);
  }
}
