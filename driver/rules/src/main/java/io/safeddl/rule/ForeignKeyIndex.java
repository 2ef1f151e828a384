package io.safeddl.rule;

import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.rule.advice.ConcurrentIndex;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Span;
import io.safeddl.sql.tree.AlterAction.AddColumn;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
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
      if (add.constraint() instanceof ForeignKey key && lacksIndex(question, key.columns())) {
        findings = findings.isEmpty() ? new ArrayList<>() : findings;
        findings.add(finding(question, add.span(), key.columns(), key.table()));
      }
    }
    for (AddColumn add : question.actions(AddColumn.class)) {
      var columns = List.of(add.column().name());
      for (ColumnConstraint constraint : add.column().constraints()) {
        if (constraint instanceof ColumnConstraint.References key
            && !isKey(add.column())
            && lacksIndex(question, columns)) {
          findings = findings.isEmpty() ? new ArrayList<>() : findings;
          findings.add(finding(question, add.span(), columns, key.table()));
        }
      }
    }
    return findings;
  }

  /** Neither is there an index now, nor does the rest of the file make one. */
  private static boolean lacksIndex(Question question, List<String> columns) {
    var table = question.target().relation();
    if (table == null
        || !question.large().test(question.ref(table.name()))
        || isIndexed(table, columns)) {
      return false;
    }
    var end = question.surroundings().end();
    var after = end == null ? null : end.relation(table.name()).orElse(null);
    return after == null || !isIndexed(after, columns);
  }

  private static boolean isKey(ColumnDefinition column) {
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.Unique
          || constraint instanceof ColumnConstraint.PrimaryKey) {
        return true;
      }
    }
    return false;
  }

  private static Finding finding(
      Question question, Span span, List<String> keyed, QualifiedName referenced) {
    var table = question.ref(question.target().name());
    var columns = new ArrayList<String>();
    keyed.forEach(column -> columns.add(Identifiers.quote(column)));
    var list = String.join(", ", columns);
    return Finding.of(
        INFO,
        span,
        table,
        null,
        Words.table(table)
            + " has no index on ("
            + list
            + "): every delete or change of a key in "
            + referenced.toSql()
            + " reads it from end to end.",
        (question.actions(AddColumn.class).isEmpty()
                ? new Paste().say("first:")
                : new Paste().run(question.source().text()).say("and then:"))
            .add(
                ConcurrentIndex.advised(
                    "CREATE INDEX ON " + question.target().name().toSql() + " (" + list + ")",
                    question.catalog()))
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
