package io.safeddl.rule;

import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.TableConstraint.ForeignKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** A foreign key whose own columns have no index. */
final class ForeignKeyIndex implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "foreign-key-index",
          "A foreign key has no index on its own columns",
          Severity.WARNING,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    List<Finding> findings = List.of();
    for (AddConstraint add : question.actions(AddConstraint.class)) {
      var table = question.target().relation();
      if (table != null
          && add.constraint() instanceof ForeignKey key
          && question.large().test(question.ref(table.name()))
          && !isIndexed(table, key.columns())) {
        findings = findings.isEmpty() ? new ArrayList<>() : findings;
        findings.add(finding(question, add, key));
      }
    }
    return findings;
  }

  private static Finding finding(Question question, AddConstraint add, ForeignKey key) {
    var table = question.ref(question.target().name());
    var columns = new ArrayList<String>();
    key.columns().forEach(column -> columns.add(Identifiers.quote(column)));
    var list = String.join(", ", columns);
    return Finding.of(
        INFO,
        add.span(),
        table,
        null,
        Words.table(table)
            + " has no index on ("
            + list
            + "): every delete or change of a key in "
            + key.table().toSql()
            + " reads it from end to end.",
        new Paste()
            .say("first, outside any transaction:")
            .run(
                "CREATE INDEX CONCURRENTLY ON "
                    + question.target().name().toSql()
                    + " ("
                    + list
                    + ")")
            .text());
  }

  private static boolean isIndexed(Relation table, List<String> columns) {
    for (Index index : table.indexes()) {
      if (index.valid()
          && !index.partial()
          && index.columns().size() >= columns.size()
          && new HashSet<>(index.columns().subList(0, columns.size())).containsAll(columns)) {
        return true;
      }
    }
    return false;
  }
}
