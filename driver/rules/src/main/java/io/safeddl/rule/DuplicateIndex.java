package io.safeddl.rule;

import io.safeddl.catalog.Index;
import io.safeddl.catalog.Relation;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.tree.IndexElement;
import io.safeddl.sql.tree.Statement.CreateIndex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An index that another one makes unnecessary. */
final class DuplicateIndex implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "duplicate-index",
          "A large table has an index already that serves the same searches",
          Severity.WARNING,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!(question.statement() instanceof CreateIndex create)
        || create.where() != null
        || !create.include().isEmpty()
        || !create.method().equals("btree")) {
      return List.of();
    }
    var columns = columns(create);
    var table = question.ref(create.table());
    if (columns.isEmpty() || table.relation() == null || !question.large().test(table)) {
      return List.of();
    }
    var other = other(create, columns, table.relation());
    if (other == null || isDropped(other, table.relation(), question)) {
      return List.of();
    }
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            table,
            null,
            other.name().toSql()
                + " of "
                + Words.table(table)
                + " begins with the same columns and serves every search that this one would; each"
                + " write pays for both.",
            new Paste().say("nothing: " + other.name().toSql() + " is there").text()));
  }

  /** The plain columns; empty where there is anything else. */
  private static List<String> columns(CreateIndex create) {
    var columns = new ArrayList<String>();
    for (IndexElement element : create.elements()) {
      if (element.column() == null || !element.plain()) {
        return List.of();
      }
      columns.add(element.column());
    }
    return columns;
  }

  private static @Nullable Index other(CreateIndex create, List<String> columns, Relation table) {
    for (Index index : table.indexes()) {
      if (create.name() != null && create.name().name().equals(index.name().name())) {
        return null; // the server's to reject, or another rule's
      }
      if (serves(index, create.unique(), columns)) {
        return index;
      }
    }
    return null;
  }

  private static boolean serves(Index index, boolean unique, List<String> columns) {
    return index.valid()
        && !index.partial()
        && index.method().equals("btree")
        && index.columns().size() >= columns.size()
        && index.columns().subList(0, columns.size()).equals(columns)
        && (!unique || (index.unique() && index.columns().size() == columns.size()))
        && isPlain(index);
  }

  /** Neither DESC nor an operator class or collation of its own: its definition is its columns. */
  private static boolean isPlain(Index index) {
    var quoted = new ArrayList<String>();
    index.columns().forEach(column -> quoted.add(Identifiers.quote(column)));
    var definition = index.definition().replace(" ", "");
    return definition.isEmpty() || definition.contains("(" + String.join(",", quoted) + ")");
  }

  /** The file replaces the old one by this one. */
  private static boolean isDropped(Index index, Relation table, Question question) {
    var end = question.surroundings().end();
    var after = end == null ? null : end.relation(table.name()).orElse(null);
    return after != null
        && after.indexes().stream().noneMatch(each -> each.name().equals(index.name()));
  }
}
