package io.safeddl.rule;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.ConcurrentIndex;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Span;
import io.safeddl.sql.tree.AlterAction.DropConstraint;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement.Drop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key goes that upserts and logical replication may need. */
final class DropKey implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "drop-key",
          "A primary key or unique index is dropped that ON CONFLICT or replication may use",
          Severity.WARNING,
          RuleInfo.Group.COMPATIBILITY);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var release = question.surroundings().release();
    if (release == null) {
      return List.of();
    }
    var findings = new ArrayList<Finding>(0);
    if (question.statement() instanceof Drop drop && drop.kind() == ObjectKind.INDEX) {
      for (QualifiedName name : drop.names()) {
        var relation = question.catalog().relation(name).orElse(null);
        if (relation != null && relation.table() != null) {
          add(findings, question, question.ref(relation.table()), name.name(), null);
        }
      }
    }
    var alter = question.alter();
    for (DropConstraint action : question.actions(DropConstraint.class)) {
      if (alter != null) {
        add(findings, question, question.ref(alter.name()), action.name(), action.span());
      }
    }
    return findings;
  }

  private static void add(
      List<Finding> findings,
      Question question,
      RelationRef table,
      String name,
      @Nullable Span span) {
    var relation = table.relation();
    var release = question.surroundings().release();
    var old = release == null ? null : release.old(table);
    var index = relation == null ? null : unique(relation, name);
    if (relation == null
        || index == null
        || old == null
        || unique(old, name) == null
        || !Usage.mayBeUsed(question, relation.name())
        || isKept(index, relation, question)) {
      return;
    }
    var columns = String.join(", ", index.columns());
    findings.add(
        Finding.of(
            INFO,
            span == null ? question.source().span() : span,
            table,
            null,
            Words.table(table)
                + " loses its key on ("
                + columns
                + "): INSERT … ON CONFLICT ("
                + columns
                + ") of the running application fails from here on (SQLSTATE 42P10)"
                + (index.primary()
                    ? ", and so does every UPDATE and DELETE where the table is published."
                    : "."),
            new Paste()
                .say("in a release after the one that stopped using it; or first, beside it:")
                .add(
                    ConcurrentIndex.advised(
                        "CREATE UNIQUE INDEX ON "
                            + relation.name().toSql()
                            + " ("
                            + String.join(
                                ", ", index.columns().stream().map(Identifiers::quote).toList())
                            + ")",
                        question.catalog()))
                .text()));
  }

  private static @Nullable Index unique(Relation table, String name) {
    for (Index index : table.indexes()) {
      if (index.unique() && !index.partial() && index.name().name().equals(name)) {
        return index;
      }
    }
    return null;
  }

  /**
   * Another such index is there, now or at the end of the file, be it under the same name. Where
   * the table is not, other rules tell that.
   */
  private static boolean isKept(Index gone, Relation table, Question question) {
    Catalog end = question.surroundings().end();
    var after = end == null ? table : end.relation(table.name()).orElse(null);
    if (after == null) {
      return true;
    }
    for (Index index : after.indexes()) {
      var isAnother = end != null || !index.name().equals(gone.name());
      if (isAnother
          && index.unique()
          && index.valid()
          && !index.partial()
          && (index.primary() || !gone.primary())
          && new HashSet<>(index.columns()).equals(new HashSet<>(gone.columns()))) {
        return true;
      }
    }
    return false;
  }
}
