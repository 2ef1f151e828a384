package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.effect.TransactionContext;
import io.safeddl.effect.TransactionContext.State;
import io.safeddl.plan.Review.Runs;
import io.safeddl.rule.Question;
import io.safeddl.rule.Surroundings;
import io.safeddl.sql.PsqlEnds;
import io.safeddl.sql.Script;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.Transaction;
import io.safeddl.sql.tree.Statement.Transaction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Follows a file that is reviewed: it is read once to its end, and then judged from the start. */
final class ReviewRun {
  private static final Transaction BEGIN = new Transaction(Kind.BEGIN, null);
  private static final Transaction COMMIT = new Transaction(Kind.COMMIT, null);

  private final List<SourceStatement> sources;
  private final List<Statement> statements = new ArrayList<>();

  /** The tables before each statement. */
  private final List<SchemaModel> catalogs = new ArrayList<>();

  private final SentTogether together;
  private final SchemaModel end;
  private final TransactionRun transaction;
  private final List<Verdict> verdicts = new ArrayList<>();
  private int last = -1;
  private Surroundings surroundings;
  private Set<String> allowed = Set.of();

  ReviewRun(Script script, PsqlEnds ends, Catalog before, Runs runs, Surroundings surroundings) {
    this.sources = script.statements();
    var inTransaction = runs != Runs.ONE_BY_ONE;
    this.together = SentTogether.of(sources, ends, inTransaction);
    this.end = read(model(before, inTransaction));
    this.transaction =
        new TransactionRun(new TransactionContext(inTransaction, State.NOTHING), false);
    this.surroundings = surroundings.in(end, runs == Runs.IN_TOOLS_TRANSACTION);
  }

  private static SchemaModel model(Catalog before, boolean inTransaction) {
    var model = before instanceof SchemaModel own ? own : SchemaModel.over(before).after(COMMIT);
    return inTransaction ? model.after(BEGIN) : model;
  }

  private SchemaModel read(SchemaModel before) {
    var after = follow(before);
    var older = OlderTables.of(statements, catalogs);
    return older.isEmpty() ? after : follow(before.having(older));
  }

  private SchemaModel follow(SchemaModel before) {
    statements.clear();
    catalogs.clear();
    var model = before;
    for (SourceStatement source : sources) {
      var i = statements.size();
      var read = StatementReader.read(source);
      model = together.first().contains(i) ? model.after(BEGIN) : model;
      var statement =
          CalledBodies.inReview(
              together.executed().contains(i) ? Executed.of(source, read) : read, model);
      last = statement instanceof Statement.Empty ? last : statements.size();
      statements.add(statement);
      catalogs.add(model);
      model = model.after(statement);
      model = together.last().contains(i) ? model.after(COMMIT) : model;
    }
    return model;
  }

  boolean hasNext() {
    return verdicts.size() < sources.size();
  }

  /** What is to be asked of the next statement. */
  Question next(Judge judge) {
    int i = verdicts.size();
    if (together.first().contains(i)) {
      transaction.begin();
    }
    return judge.question(
        sources.get(i),
        statements.get(i),
        catalogs.get(i),
        transaction.now(),
        i == last && !together.last().contains(i) ? surroundings.atTheEnd() : surroundings);
  }

  /** What the statement before the next one has allowed. */
  Set<String> allowed() {
    return allowed;
  }

  /** Takes note of what the statement will have done. */
  void follow(Question question, Verdict verdict) {
    verdicts.add(verdict);
    surroundings = surroundings.after(question);
    transaction.follow(verdict, question.catalog());
    if (together.last().contains(verdicts.size() - 1)) {
      transaction.end();
      surroundings = surroundings.committed();
    }
    if (!(question.statement() instanceof Statement.Empty)) {
      allowed = Allowance.forNext(question.statement());
    }
  }

  Review done() {
    return new Review(verdicts, end.after(COMMIT), surroundings.nextFile());
  }
}
