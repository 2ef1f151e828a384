package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.TransactionContext;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
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
  private final TransactionRun transaction;
  private final int length;
  private int followed;
  private @Nullable SchemaModel overlay;
  private Set<String> allowed;

  ScriptRun(Script script, Catalog catalog, TransactionContext transaction, Set<String> allowed) {
    this.first = catalog;
    this.length = script.statements().size();
    this.transaction = new TransactionRun(transaction, hasSeveral(script));
    this.allowed = allowed;
  }

  Catalog catalog() {
    return overlay == null ? first : overlay;
  }

  TransactionContext transaction() {
    return transaction.now();
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
    transaction.follow(verdict, catalog());
    if (!(statement instanceof Statement.Empty)) {
      allowed = Allowance.forNext(statement);
    }
  }

  private static boolean hasSeveral(Script script) {
    var count = 0;
    for (SourceStatement source : script.statements()) {
      count += source.tokens().isEmpty() ? 0 : 1;
    }
    return count > 1;
  }
}
