package io.safeddl.rule;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.AlterAction.AddConstraint;
import io.safeddl.sql.tree.TableConstraint.ForeignKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A foreign key between columns of different types. */
final class ForeignKeyTypes implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "foreign-key-types",
          "A foreign key joins columns of different types",
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
      if (add.constraint() instanceof ForeignKey key) {
        var finding = finding(question, add, key);
        if (finding != null) {
          findings = findings.isEmpty() ? new ArrayList<>() : findings;
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  private static @Nullable Finding finding(Question question, AddConstraint add, ForeignKey key) {
    var table = question.target().relation();
    var other = question.catalog().relation(key.table()).orElse(null);
    if (table == null || other == null || !question.large().test(question.ref(table.name()))) {
      return null;
    }
    var referenced = referenced(key, other);
    for (var i = 0; i < key.columns().size() && i < referenced.size(); i++) {
      var from = table.column(key.columns().get(i)).orElse(null);
      var to = other.column(referenced.get(i)).orElse(null);
      if (from != null && to != null && !from.type().name().equals(to.type().name())) {
        return Finding.of(
            INFO,
            add.span(),
            question.ref(table.name()),
            null,
            Words.table(question.ref(table.name()))
                + ": "
                + describe(from)
                + " refers to "
                + describe(to)
                + " of "
                + other.name().toSql()
                + ": every check casts, and a cast on the indexed side reads the whole table.",
            new Paste()
                .say("give " + from.name() + " the type " + to.type().text() + " first")
                .text());
      }
    }
    return null;
  }

  private static List<String> referenced(ForeignKey key, Relation other) {
    if (!key.referencedColumns().isEmpty()) {
      return key.referencedColumns();
    }
    for (Constraint constraint : other.constraints()) {
      if (constraint.kind() == Constraint.Kind.PRIMARY_KEY) {
        return constraint.columns();
      }
    }
    return List.of();
  }

  private static String describe(Column column) {
    return column.name() + " (" + column.type().text() + ")";
  }
}
