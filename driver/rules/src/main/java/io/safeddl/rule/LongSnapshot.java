package io.safeddl.rule;

import io.safeddl.catalog.Relation;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.effect.LockMode;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.expression.Queries;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that copies out of a large table: its snapshot holds back VACUUM everywhere. */
final class LongSnapshot implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "long-snapshot",
          "A query over a large table keeps one snapshot for long",
          Severity.WARNING,
          RuleInfo.Group.DATA);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!question.has(Trait.LONG_SNAPSHOT)) {
      return List.of();
    }
    var read = new ArrayList<RelationRef>();
    for (Statement part : question.parts()) {
      for (QualifiedName name : tables(part)) {
        var table = question.ref(name);
        if (isTable(table) && question.large().test(table)) {
          read.add(table);
        }
      }
    }
    if (read.isEmpty()) {
      return List.of();
    }
    var table = Words.worst(read, each -> each);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            table,
            LockMode.ACCESS_SHARE,
            Words.table(table)
                + " is read in one statement: as long as it runs, VACUUM can remove no row version"
                + " that died since, in any table.",
            new Paste().say("copy in batches, each its own transaction").text()));
  }

  /** What a view reads is not known here; a view has no rows of its own. */
  private static boolean isTable(RelationRef ref) {
    var relation = ref.relation();
    return relation == null || relation.kind() != Relation.Kind.VIEW;
  }

  private static List<QualifiedName> tables(Statement part) {
    if (part instanceof Statement.Copy copy && !copy.from() && copy.table() != null) {
      return List.of(copy.table());
    }
    var query = query(part);
    return query == null ? List.of() : List.copyOf(Queries.facts(query).read());
  }

  private static @Nullable String query(Statement part) {
    if (part instanceof Statement.CreateTableAs create) {
      return create.query().text();
    }
    if (part instanceof Statement.CreateMaterializedView create) {
      return create.query().text();
    }
    var data = part instanceof Statement.Copy copy && !copy.from() ? copy.query() : part;
    return data instanceof Statement.Data query ? query.text().text() : null;
  }
}
