package io.safeddl.rule;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Scan;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Span;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.IndexElement;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.Statement.CreateIndex;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constraint on rows that the application of before goes on writing. */
final class NewConstraint implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "new-constraint",
          "The running application may write rows that a new constraint rejects",
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
    if (question.statement() instanceof CreateIndex create) {
      return create.unique() ? index(create, question, release) : List.of();
    }
    if (!(question.statement() instanceof AlterTable alter)) {
      return List.of();
    }
    List<Finding> findings = List.of();
    for (AlterAction action : alter.actions()) {
      var what = what(action, alter, question, release);
      if (what != null) {
        findings = findings.isEmpty() ? new ArrayList<>() : findings;
        findings.add(finding(question, question.ref(alter.name()), action.span(), what));
      }
    }
    return findings;
  }

  private static @Nullable String what(
      AlterAction action, AlterTable alter, Question question, Release release) {
    if (action instanceof AlterAction.SetNotNull set) {
      return notNull(set.column(), alter, question, release);
    }
    if (!(action instanceof AddConstraint add) || !Usage.mayBeUsed(question, alter.name())) {
      return null;
    }
    var table = question.ref(alter.name());
    if (add.constraint() instanceof TableConstraint.NotNull constraint) {
      return notNull(constraint.column(), alter, question, release);
    }
    if (add.constraint() instanceof TableConstraint.Check check) {
      var facts = Expressions.facts(check.condition().text());
      return facts.known() && areNew(facts.columns(), table, release)
          ? null
          : "rows that do not fulfil CHECK (" + check.condition().text() + ")";
    }
    if (add.constraint() instanceof TableConstraint.Unique key && key.usingIndex() == null) {
      return key(key.columns(), table, release);
    }
    if (add.constraint() instanceof TableConstraint.PrimaryKey key && key.usingIndex() == null) {
      return key(key.columns(), table, release);
    }
    return add.constraint() instanceof TableConstraint.Exclude
        ? "rows that overlap in the way that EXCLUDE forbids"
        : null;
  }

  private static List<Finding> index(CreateIndex create, Question question, Release release) {
    var columns = new ArrayList<String>();
    for (IndexElement element : create.elements()) {
      var column = element.column();
      if (column != null) {
        columns.add(column);
      }
    }
    var table = question.ref(create.table());
    var whole = columns.size() == create.elements().size() && create.where() == null;
    if (!Usage.mayBeUsed(question, create.table())) {
      return List.of();
    }
    var what =
        whole || areNew(columns, table, release)
            ? key(columns, table, release)
            : "rows that are equal under the unique index";
    return what == null
        ? List.of()
        : List.of(finding(question, table, question.source().span(), what));
  }

  /** Null where the columns are new, or were unique before. */
  private static @Nullable String key(List<String> columns, RelationRef table, Release release) {
    var old = release.old(table);
    return areNew(columns, table, release) || (old != null && isUnique(columns, old))
        ? null
        : "rows that are equal in (" + String.join(", ", columns) + ")";
  }

  static boolean isUnique(Collection<String> columns, Relation table) {
    for (Index index : table.indexes()) {
      if (index.unique()
          && index.valid()
          && !index.partial()
          && new HashSet<>(index.columns()).equals(new HashSet<>(columns))) {
        return true;
      }
    }
    return false;
  }

  /** Null where the column is new (another rule's), was NOT NULL before, or a CHECK says so. */
  private static @Nullable String notNull(
      String name, AlterTable alter, Question question, Release release) {
    var table = question.ref(alter.name());
    if (!Usage.mayBeUsed(question, alter.name())
        || release.isNewColumn(table, name)
        || !reads(question)) {
      return null;
    }
    return wasNotNull(name, table.relation()) || wasNotNull(name, release.old(table))
        ? null
        : "rows without " + name;
  }

  /** It is, or another column was that had its name. */
  private static boolean wasNotNull(String name, @Nullable Relation table) {
    Column column = table == null ? null : table.column(name).orElse(null);
    return column != null && column.notNull();
  }

  /** Without a scan the column is proven to be never null: nothing changes for its writers. */
  private static boolean reads(Question question) {
    for (Scan scan : question.effects().scans()) {
      if (scan.reason() == Scan.Reason.NOT_NULL) {
        return true;
      }
    }
    // NOT VALID reads nothing and holds for new rows all the same.
    for (AddConstraint add : question.actions(AddConstraint.class)) {
      if (add.constraint() instanceof TableConstraint.NotNull constraint) {
        return constraint.notValid();
      }
    }
    return false;
  }

  private static boolean areNew(Collection<String> columns, RelationRef table, Release release) {
    for (String column : columns) {
      if (!release.isNewColumn(table, column)) {
        return false;
      }
    }
    return !columns.isEmpty();
  }

  private static Finding finding(Question question, RelationRef table, Span span, String what) {
    return Finding.of(
        INFO,
        span,
        table,
        null,
        "From here on "
            + Words.table(table)
            + " rejects "
            + what
            + ": if the running application still writes such rows, its statements fail.",
        new Paste()
            .say("first release code that never writes such rows, and then, in a later release:")
            .say(question.source().text())
            .text());
  }
}
