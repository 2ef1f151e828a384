package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Relation;
import io.safeddl.catalog.model.ObjectNames;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.IndexElement;
import io.safeddl.sql.tree.Statement.CreateIndex;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index on a partitioned table, where CONCURRENTLY is an error: an empty one on the parent, a
 * concurrent one for each partition, each attached (manual section 5.12.2.2).
 */
public final class IndexAdvice {
  private final Catalog catalog;
  private final CreateIndex index;

  /** The words before the name: {@code CREATE UNIQUE INDEX}. */
  private final String head;

  /** The words behind the table: {@code (a, b) WHERE …}. */
  private final String tail;

  private IndexAdvice(Catalog catalog, CreateIndex index, String head, String tail) {
    this.catalog = catalog;
    this.index = index;
    this.head = head;
    this.tail = tail;
  }

  /** The statements; {@code partitioned} is the table. */
  public static Paste partitioned(
      SourceStatement source, CreateIndex index, Relation partitioned, Catalog catalog) {
    var head = "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX";
    var advice = new IndexAdvice(catalog, index, head, behindTable(source, index));
    var paste = new Paste();
    var given = index.name();
    advice.level(paste, index.table(), partitioned, given == null ? null : given.name());
    return paste;
  }

  private void level(Paste paste, QualifiedName table, Relation relation, @Nullable String given) {
    var name = given == null ? chosen(table) : given;
    paste.run(head + " " + Identifiers.quote(name) + " ON ONLY " + table.toSql() + " " + tail);
    var parent = QualifiedName.of(table.schema(), name).toSql();
    for (QualifiedName child : relation.children()) {
      var known = catalog.relation(child).orElse(null);
      var own = chosen(child);
      if (known != null && known.kind() == Relation.Kind.PARTITIONED_TABLE) {
        level(paste, child, known, own);
      } else {
        paste.run(
            head + " CONCURRENTLY " + Identifiers.quote(own) + " ON " + child.toSql() + " " + tail);
      }
      paste.run(
          "ALTER INDEX "
              + parent
              + " ATTACH PARTITION "
              + QualifiedName.of(child.schema(), own).toSql());
    }
    if (relation.children().isEmpty()) {
      paste.say(
          "then for each partition: CREATE INDEX CONCURRENTLY, and ALTER INDEX "
              + parent
              + " ATTACH PARTITION …");
    }
  }

  private String chosen(QualifiedName table) {
    var columns = new ArrayList<String>();
    for (IndexElement element : index.elements()) {
      var column = element.column();
      columns.add(column == null ? "expr" : column);
    }
    return ObjectNames.of(table.name(), List.copyOf(columns), "idx");
  }

  private static String behindTable(SourceStatement source, CreateIndex index) {
    List<Token> tokens = source.tokens();
    var i = 0;
    while (tokens.get(i).start() < index.onKeyword().end()) {
      i++;
    }
    if (tokens.get(i).is("only")) {
      i++;
    }
    i++;
    while (i + 1 < tokens.size() && tokens.get(i).isSymbol(".")) {
      i += 2;
    }
    if (i < tokens.size() && tokens.get(i).isSymbol("*")) {
      i++;
    }
    return i < tokens.size()
        ? source.script().substring(tokens.get(i).start(), source.span().end())
        : "";
  }
}
