package io.safeddl.rule;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.Statement.Drop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DROP … CASCADE: what falls with it is not in the statement. An error where a large table is known
 * to be reached, else a warning: the locks are short, and the guard bounds the wait for them.
 */
final class DropCascade implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "drop-cascade",
          "CASCADE drops what the statement does not name",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!isMeant(question) || isAbsent(question)) {
      return List.of();
    }
    var locks = question.strongLocks();
    if (locks.isEmpty()) {
      return List.of(finding(question, null).withSeverity(Severity.WARNING));
    }
    var finding = finding(question, Words.worst(locks, Lock::relation));
    // A column or a constraint goes from the table that is named, which is locked in any case.
    return List.of(question.alter() == null ? finding : finding.withSeverity(Severity.WARNING));
  }

  /** True where something is dropped with CASCADE. */
  static boolean isMeant(Question question) {
    for (Statement part : question.parts()) {
      if (part instanceof Drop drop && drop.cascade()) {
        return true;
      }
      if (part instanceof AlterTable alter) {
        for (AlterAction action : alter.actions()) {
          if ((action instanceof AlterAction.DropColumn column && column.cascade())
              || (action instanceof AlterAction.DropConstraint constraint
                  && constraint.cascade())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Nothing of that name is there: IF EXISTS, or the server's own error. */
  private static boolean isAbsent(Question question) {
    if (!question.catalog().isComplete() || !(question.statement() instanceof Drop drop)) {
      return false;
    }
    return switch (drop.kind()) {
      case TABLE, FOREIGN_TABLE, INDEX, VIEW, MATERIALIZED_VIEW, SEQUENCE ->
          drop.names().stream().allMatch(name -> question.catalog().relation(name).isEmpty());
      case TYPE, DOMAIN ->
          drop.names().stream().allMatch(name -> question.catalog().type(name).isEmpty());
      default -> false;
    };
  }

  private static Finding finding(Question question, @Nullable Lock lock) {
    return Finding.of(
        INFO,
        question.source().span(),
        lock == null ? null : lock.relation(),
        lock == null ? null : lock.mode(),
        lock == null
            ? "CASCADE takes with it whatever depends on what is dropped, under ACCESS EXCLUSIVE on"
                + " each table concerned, and no plan can name it beforehand."
            : "CASCADE takes "
                + lock.mode().sql()
                + " on "
                + Words.table(lock.relation())
                + " and drops what depends on it: "
                + Words.stops(lock.mode())
                + ", and what else falls is not in the statement.",
        instead(question).text());
  }

  private static Paste instead(Question question) {
    var paste = new Paste().say("drop what depends on it by itself, one statement each; then");
    if (question.statement() instanceof Drop drop && !drop.names().isEmpty()) {
      for (QualifiedName name : drop.names()) {
        paste.run(drop.tag() + " " + (drop.ifExists() ? "IF EXISTS " : "") + name.toSql());
      }
    } else {
      paste.say("the same statement without CASCADE");
    }
    return paste.say(Allow.comment(INFO.id()));
  }
}
