package io.safeddl.rule;

import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement.Drop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An index dropped before the one that replaces it is there. */
final class IndexGap implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "index-gap",
          "An index is dropped before the one that replaces it is built",
          Severity.WARNING,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var end = question.surroundings().end();
    if (end == null
        || !(question.statement() instanceof Drop drop)
        || drop.kind() != ObjectKind.INDEX) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    for (QualifiedName name : drop.names()) {
      var table = table(question, name);
      var after = table == null ? null : end.relation(table.name()).orElse(null);
      var next = table == null || after == null ? null : replacement(name, table, after);
      if (table != null && next != null && question.large().test(question.ref(table.name()))) {
        findings.add(finding(question, name, table, next));
      }
    }
    return findings;
  }

  private static @Nullable Relation table(Question question, QualifiedName index) {
    var relation = question.catalog().relation(index).orElse(null);
    var table = relation == null ? null : relation.table();
    return table == null ? null : question.catalog().relation(table).orElse(null);
  }

  /** An index of the same first column that is there at the end of the file, and not before. */
  private static @Nullable Index replacement(QualifiedName name, Relation now, Relation after) {
    var first = "";
    for (Index index : now.indexes()) {
      if (index.name().name().equals(name.name()) && !index.columns().isEmpty()) {
        first = index.columns().get(0);
      }
    }
    for (Index index : after.indexes()) {
      var isThere = now.indexes().stream().anyMatch(each -> each.name().equals(index.name()));
      var isSame = index.name().name().equals(name.name());
      if ((!isThere || isSame)
          && !first.isEmpty()
          && !index.columns().isEmpty()
          && index.columns().get(0).equals(first)) {
        return index;
      }
    }
    return null;
  }

  private static Finding finding(
      Question question, QualifiedName name, Relation table, Index next) {
    var ref = question.ref(table.name());
    return Finding.of(
        INFO,
        question.source().span(),
        ref,
        null,
        "From here until "
            + next.name().toSql()
            + " is built, searches that use "
            + name.toSql()
            + " read all of "
            + Words.table(ref)
            + ".",
        new Paste()
            .say("build the new index first, under another name, and drop the old one last:")
            .say("CREATE INDEX CONCURRENTLY …; DROP INDEX CONCURRENTLY …;")
            .say("then ALTER INDEX … RENAME TO … if the name matters")
            .text());
  }
}
