package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.Statement.CreateIndex;
import io.safeddl.sql.tree.Statement.CreateTable;
import io.safeddl.sql.tree.Statement.Drop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A name whose meaning depends on the session. */
final class UnqualifiedName implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofDesign("unqualified-name", "A table is named without its schema");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var name = name(question);
    if (name == null || name.schema() != null) {
      return List.of();
    }
    var known = question.catalog().relation(name).orElse(null);
    var schema = known == null ? "<schema>" : known.name().schema();
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            question.ref(name),
            null,
            "Which table " + name.toSql() + " is depends on search_path, and so on who runs this.",
            new Paste().say(schema + "." + name.toSql()).text()));
  }

  private static @Nullable QualifiedName name(Question question) {
    if (question.statement() instanceof CreateTable create) {
      return create.temporary() ? null : create.name();
    }
    if (question.statement() instanceof AlterTable alter) {
      return alter.name();
    }
    if (question.statement() instanceof CreateIndex create) {
      return create.table();
    }
    return question.statement() instanceof Drop drop && drop.kind() == ObjectKind.TABLE
        ? drop.names().get(0)
        : null;
  }
}
