package io.safeddl.check.judge;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.check.migration.Migration;
import io.safeddl.effect.TransactionContext;
import io.safeddl.plan.Allowance;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A migration as its tool runs it through the driver: the verdict on each statement, and the schema
 * behind the last.
 */
public record MigrationRun(List<Verdict> verdicts, SchemaModel after) {
  /** Judges a migration that meets this schema. */
  public static MigrationRun of(Migration migration, SchemaModel before, Planner planner) {
    var script = Script.parse(migration.source().text());
    var verdicts =
        switch (migration.transaction()) {
          case ONE ->
              planner.decideAll(
                  script,
                  before,
                  new TransactionContext(true, TransactionContext.State.NOTHING)
                      .withEarlyCommit(true));
          case ONE_TEXT ->
              planner.decideAll(
                  script, before, TransactionContext.AUTOCOMMIT.withEarlyCommit(true));
          case EACH_ITS_OWN ->
              beginsTransaction(script)
                  ? planner.decideAll(
                      script, before, TransactionContext.AUTOCOMMIT.withEarlyCommit(true))
                  : oneByOne(script, before, planner);
        };
    var statements = verdicts.stream().map(Verdict::statement).toList();
    return new MigrationRun(verdicts, after(migration, statements, before));
  }

  /**
   * The schema with the session that a migration finds, where another may have run before it: psql
   * and Sqitch open one for each file; Flyway keeps one, and sets back role and search path ({@code
   * PostgreSQLConnection}); Liquibase keeps one as it is.
   */
  public static SchemaModel begin(Migration migration, SchemaModel before) {
    return switch (migration.tool()) {
      case PLAIN -> before.withOwnSettings().inNewSession();
      case FLYWAY -> before.withOwnPath();
      case FORMATTED_SQL, CHANGELOG -> before;
    };
  }

  /** Follows a migration that has been rolled out already. */
  public static SchemaModel follow(Migration migration, SchemaModel before) {
    var sources = Script.parse(migration.source().text()).statements();
    return after(migration, sources.stream().map(StatementReader::read).toList(), before);
  }

  /** Behind the last statement its transaction is over, and with it what is LOCAL. */
  private static SchemaModel after(
      Migration migration, List<Statement> statements, SchemaModel before) {
    var after =
        migration.transaction() == Migration.InTransaction.EACH_ITS_OWN
            ? before
            : before.after(new Transaction(Transaction.Kind.BEGIN, null));
    for (var statement : statements) {
      after = after.after(statement);
    }
    return after.after(new Transaction(Transaction.Kind.COMMIT, null));
  }

  private static List<Verdict> oneByOne(Script script, SchemaModel before, Planner planner) {
    var schema = before;
    var verdicts = new ArrayList<Verdict>();
    Set<String> allowed = Set.of();
    for (var source : script.statements()) {
      var verdict = planner.decide(source, schema, TransactionContext.AUTOCOMMIT, allowed);
      schema = schema.after(verdict.statement());
      if (!(verdict.statement() instanceof Statement.Empty)) {
        allowed = Allowance.forNext(verdict.statement());
      }
      verdicts.add(verdict);
    }
    return verdicts;
  }

  private static boolean beginsTransaction(Script script) {
    return script.statements().stream()
        .map(StatementReader::read)
        .anyMatch(
            statement ->
                statement instanceof Statement.Transaction it
                    && it.kind() == Statement.Transaction.Kind.BEGIN);
  }
}
