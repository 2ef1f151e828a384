package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.AlterType;
import io.safeddl.sql.tree.Statement.Transaction;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a script, without running it: the tables as each statement leaves them, the transaction
 * that it runs in, and what the statement before it has allowed.
 *
 * <p>Under autocommit PostgreSQL runs the statements of one string in one transaction (manual
 * section 55.2.2.1), so they are judged as one.
 */
final class ScriptRun {
  private final Catalog first;

  /** What a transaction begins as: behind COMMIT, and behind a step outside of it. */
  private final TransactionContext fresh;

  private final int length;
  private int followed;
  private @Nullable SchemaModel overlay;
  private TransactionContext transaction;
  private Set<String> allowed;

  ScriptRun(Script script, Catalog catalog, TransactionContext transaction, Set<String> allowed) {
    this.first = catalog;
    this.length = script.statements().size();
    var together = transaction.inTransaction() || hasSeveral(script);
    this.fresh =
        new TransactionContext(together, State.NOTHING)
            .withEarlyCommit(transaction.mayCommitEarly());
    this.transaction = transaction.inTransaction() ? transaction : fresh;
    this.allowed = allowed;
  }

  Catalog catalog() {
    return overlay == null ? first : overlay;
  }

  TransactionContext transaction() {
    return transaction;
  }

  Set<String> allowed() {
    return allowed;
  }

  /** Takes note of what the statement will have done. */
  void follow(Verdict verdict) {
    if (++followed == length) {
      return;
    }
    var statement = verdict.statement();
    overlay = (overlay == null ? SchemaModel.over(first) : overlay).after(statement);
    transaction = after(verdict);
    if (!(statement instanceof Statement.Empty)) {
      allowed = Allowance.forNext(statement);
    }
  }

  private TransactionContext after(Verdict verdict) {
    var statement = verdict.statement();
    if (verdict.decision() instanceof Decision.Replace) {
      return fresh;
    }
    if (statement instanceof Transaction control) {
      return after(control, verdict.source());
    }
    if (statement instanceof AlterType alter
        && alter.form().equals("ADD VALUE")
        && alter.value() != null) {
      return transaction.withEnumValue(alter.value()).with(State.DDL_ONLY);
    }
    return transaction.withLocks(verdict.effects().locks()).with(trace(verdict));
  }

  private TransactionContext after(Transaction control, SourceStatement source) {
    return switch (control.kind()) {
      // A mode behind BEGIN may be a stronger isolation, or READ ONLY.
      case BEGIN ->
          inTransaction(transaction).with(source.tokens().size() > 2 ? State.OTHER : State.NOTHING);
      case COMMIT, ROLLBACK, PREPARE -> fresh;
      case COMMIT_PREPARED, ROLLBACK_PREPARED -> transaction;
      case SAVEPOINT, RELEASE, ROLLBACK_TO, SET_TRANSACTION, SET_CONSTRAINTS ->
          transaction.with(State.OTHER);
    };
  }

  private static TransactionContext inTransaction(TransactionContext context) {
    return new TransactionContext(
        true,
        context.state(),
        context.strongLocks(),
        context.newEnumValues(),
        context.mayCommitEarly());
  }

  /** What the statement leaves in its transaction. */
  private State trace(Verdict verdict) {
    return verdict.effects().traits().contains(Trait.DYNAMIC_DDL)
        ? State.OTHER
        : Traces.of(verdict.source(), verdict.statement(), catalog());
  }

  private static boolean hasSeveral(Script script) {
    var count = 0;
    for (SourceStatement source : script.statements()) {
      count += source.tokens().isEmpty() ? 0 : 1;
    }
    return count > 1;
  }
}
