package io.safeddl.rule;

import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.effect.LockMode;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.Drop;
import java.util.ArrayList;
import java.util.List;

/** A table or view dropped while the application of before still runs. */
final class DropTable implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "drop-table",
          "A table or view is dropped that the running application may use",
          Severity.WARNING,
          RuleInfo.Group.COMPATIBILITY);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    List<Finding> findings = List.of();
    for (Statement part : question.parts()) {
      if (part instanceof Drop drop && isRelation(drop.kind())) {
        for (QualifiedName name : drop.names()) {
          if (Usage.mayBeUsed(question, name) && !isThereAgain(question, name)) {
            findings = findings.isEmpty() ? new ArrayList<>() : findings;
            findings.add(finding(question, drop, name));
          }
        }
      }
    }
    return findings;
  }

  /** In the same transaction another table or view takes its name. */
  private static boolean isThereAgain(Question question, QualifiedName name) {
    var end = question.surroundings().end();
    return end != null
        && question.transaction().inTransaction()
        && end.relation(question.ref(name).name()).isPresent();
  }

  private static boolean isRelation(ObjectKind kind) {
    return kind == ObjectKind.TABLE
        || kind == ObjectKind.FOREIGN_TABLE
        || kind == ObjectKind.VIEW
        || kind == ObjectKind.MATERIALIZED_VIEW;
  }

  private static Finding finding(Question question, Drop drop, QualifiedName name) {
    var relation = question.ref(name);
    return Finding.of(
        INFO,
        question.source().span(),
        relation,
        LockMode.ACCESS_EXCLUSIVE,
        Words.table(relation)
            + " is gone for good, and every statement of the running application that names it"
            + " fails from then on.",
        new Paste()
            .say("in a release after the one that stopped using it. To be able to go back, first")
            .run("ALTER " + drop.kind().keyword() + " " + name.toSql() + " RENAME TO " + old(name))
            .text());
  }

  private static String old(QualifiedName name) {
    return Identifiers.quote(ObjectNames.of(name.name(), List.of(), "old"));
  }
}
