package io.safeddl.rule;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement.CreateIndex;
import io.safeddl.sql.tree.Statement.Drop;
import java.util.List;

/** What is not undone with its migration fails when that is run again. */
final class MissingGuard implements Rule {
  /** Characters before a statement in which the one before it ends. */
  private static final int NEAR = 300;

  private static final RuleInfo INFO =
      RuleInfo.ofDesign(
          "missing-guard",
          "A statement that cannot be rolled back fails when its migration is run again");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!question.has(Trait.FORBIDDEN_IN_TRANSACTION)) {
      return List.of();
    }
    var text = question.source().text();
    if (question.statement() instanceof CreateIndex create
        && create.concurrently()
        && !create.ifNotExists()
        && create.name() != null) {
      // IF NOT EXISTS would keep what an interrupted build has left.
      return isDropped(create, question)
          ? List.of()
          : finding(
              question,
              new Paste()
                  .run("DROP INDEX CONCURRENTLY IF EXISTS " + create.name().toSql())
                  .run(text));
    }
    if (question.statement() instanceof Drop drop && drop.concurrently() && !drop.ifExists()) {
      return finding(
          question,
          new Paste().run("DROP INDEX CONCURRENTLY IF EXISTS " + drop.names().get(0).toSql()));
    }
    return List.of();
  }

  /** A DROP … IF EXISTS of that name stands just before it. */
  private static boolean isDropped(CreateIndex create, Question question) {
    var name = create.name();
    var start = question.source().span().start();
    var before = question.script().substring(Math.max(0, start - NEAR), start);
    return name != null && before.stripTrailing().endsWith("IF EXISTS " + name.toSql() + ";");
  }

  private static List<Finding> finding(Question question, Paste instead) {
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            null,
            null,
            "This commits by itself: when the migration fails behind it and is run again, it finds"
                + " its own work and fails.",
            instead.text()));
  }
}
