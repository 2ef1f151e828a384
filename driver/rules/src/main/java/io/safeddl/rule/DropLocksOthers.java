package io.safeddl.rule;

import io.safeddl.catalog.Constraint;
import io.safeddl.effect.Effects.Lock;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement.Drop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** DROP TABLE that also stops the tables which foreign keys or partitioning tie to it. */
final class DropLocksOthers implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "drop-locks-others",
          "DROP TABLE stops readers and writers of tables that it does not name",
          Severity.WARNING,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!(question.statement() instanceof Drop drop)
        || drop.kind() != ObjectKind.TABLE
        || drop.cascade()
        || question.effects().locks().size() < 2) {
      return List.of();
    }
    var named = new HashSet<QualifiedName>();
    drop.names().forEach(name -> named.add(question.ref(name).name()));
    var others = new ArrayList<Lock>();
    for (Lock lock : question.strongLocks()) {
      if (!named.contains(lock.relation().name())) {
        others.add(lock);
      }
    }
    if (others.isEmpty()) {
      return List.of();
    }
    var lock = Words.worst(others, Lock::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            lock.relation(),
            lock.mode(),
            "DROP TABLE takes "
                + lock.mode().sql()
                + " on "
                + Words.table(lock.relation())
                + ", too, and holds all at once: "
                + Words.stops(lock.mode())
                + Words.others(others, Lock::relation)
                + ".",
            instead(question, drop).text()));
  }

  private static Paste instead(Question question, Drop drop) {
    var paste = new Paste();
    for (QualifiedName name : drop.names()) {
      untie(question.ref(name), paste);
    }
    return paste.say("and then:").run(question.source().text());
  }

  private static void untie(RelationRef table, Paste paste) {
    var relation = table.relation();
    if (relation == null) {
      return;
    }
    var parent = relation.isPartition() ? relation.parent() : null;
    if (parent != null) {
      paste
          .say("first, outside any transaction (not where there is a default partition):")
          .run(
              "ALTER TABLE "
                  + parent.toSql()
                  + " DETACH PARTITION "
                  + table.name().toSql()
                  + " CONCURRENTLY");
    }
    for (Constraint constraint : relation.constraints()) {
      if (constraint.kind() == Constraint.Kind.FOREIGN_KEY && parent == null) {
        paste
            .say("first, in a transaction of its own:")
            .run(
                "ALTER TABLE "
                    + table.name().toSql()
                    + " DROP CONSTRAINT "
                    + Identifiers.quote(constraint.name()));
      }
    }
  }
}
