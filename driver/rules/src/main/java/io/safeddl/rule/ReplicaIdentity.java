package io.safeddl.rule;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement.Publication;
import java.util.ArrayList;
import java.util.List;

/** A table is published whose rows nothing identifies: its UPDATEs and DELETEs fail. */
final class ReplicaIdentity implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "replica-identity",
          "A table is published without a replica identity",
          Severity.ERROR,
          RuleInfo.Group.COMPATIBILITY);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!question.surroundings().isReview()) {
      return List.of();
    }
    if (question.statement() instanceof Publication publication) {
      return isDrop(question.source()) ? List.of() : published(publication, question);
    }
    var findings = new ArrayList<Finding>(0);
    for (AlterAction.ReplicaIdentity action : question.actions(AlterAction.ReplicaIdentity.class)) {
      var alter = question.alter();
      if (alter != null
          && action.index() == null
          && action.words().equalsIgnoreCase("NOTHING")
          && Usage.mayBeUsed(question, alter.name())) {
        findings.add(finding(question, alter.name()).withSeverity(Severity.WARNING));
      }
    }
    return findings;
  }

  private static List<Finding> published(Publication publication, Question question) {
    var findings = new ArrayList<Finding>(0);
    for (QualifiedName name : publication.tables()) {
      var relation = question.catalog().relation(name).orElse(null);
      // Whether it has an identity of another kind is not known; a table with a key needs none.
      if (relation != null && !hasPrimaryKey(relation)) {
        findings.add(finding(question, name));
      }
    }
    return findings;
  }

  private static boolean hasPrimaryKey(Relation table) {
    for (Constraint constraint : table.constraints()) {
      if (constraint.kind() == Constraint.Kind.PRIMARY_KEY) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDrop(SourceStatement source) {
    for (Token token : source.tokens()) {
      if (token.is("drop")) {
        return true;
      }
    }
    return false;
  }

  private static Finding finding(Question question, QualifiedName name) {
    var table = question.ref(name);
    return Finding.of(
        INFO,
        question.source().span(),
        table,
        null,
        "Nothing tells the rows of "
            + Words.table(table)
            + " apart for replication: as long as it is published, every UPDATE and DELETE of it"
            + " fails (SQLSTATE 55000).",
        new Paste()
            .say("first a primary key, or a unique index on columns that are NOT NULL and")
            .say("ALTER TABLE " + table.name().toSql() + " REPLICA IDENTITY USING INDEX …;")
            .text());
  }
}
