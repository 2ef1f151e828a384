package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.Statement.CreateTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.List;

/** Foreign keys to several tables in one statement: all of them are locked at once. */
final class SeveralForeignKeys implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "several-foreign-keys",
          "One statement adds several foreign keys and locks all their tables at once",
          Severity.WARNING,
          RuleInfo.Group.TRANSACTION);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (question.effects().locks().size() < 2 || keys(question.statement()) < 2) {
      return List.of();
    }
    var locks = question.strongLocks();
    // An ALTER locks its own table, too.
    if (locks.size() < (question.alter() == null ? 2 : 3)) {
      return List.of();
    }
    var lock = Words.worst(locks, Lock::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            lock.relation(),
            lock.mode(),
            lock.mode().sql()
                + " on "
                + Words.list(locks.stream().map(each -> each.relation().toString()).toList())
                + " is held at once, and while one of them is waited for, the writers of the others"
                + " wait too; the largest is "
                + Words.table(lock.relation())
                + ".",
            new Paste()
                .say("each foreign key in a transaction of its own:")
                .say("ALTER TABLE … ADD CONSTRAINT … FOREIGN KEY (…) REFERENCES … NOT VALID")
                .say("and then VALIDATE CONSTRAINT in another")
                .text()));
  }

  private static int keys(Statement statement) {
    var count = 0;
    if (statement instanceof AlterTable alter) {
      for (AlterAction action : alter.actions()) {
        if (action instanceof AlterAction.AddConstraint add) {
          count += add.constraint() instanceof TableConstraint.ForeignKey ? 1 : 0;
        } else if (action instanceof AlterAction.AddColumn add) {
          count += keys(add.column());
        }
      }
    } else if (statement instanceof CreateTable create) {
      for (ColumnDefinition column : create.columns()) {
        count += keys(column);
      }
      for (TableConstraint constraint : create.constraints()) {
        count += constraint instanceof TableConstraint.ForeignKey ? 1 : 0;
      }
    }
    return count;
  }

  private static int keys(ColumnDefinition column) {
    var count = 0;
    for (ColumnConstraint constraint : column.constraints()) {
      count += constraint instanceof ColumnConstraint.References ? 1 : 0;
    }
    return count;
  }
}
