package io.safeddl.catalog.model;

import io.safeddl.catalog.Column;
import io.safeddl.catalog.Index;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.expression.ExpressionFacts;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.IndexElement;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** CREATE INDEX, and indexes that partitions get from their parent. */
final class IndexMaker {
  private final ModelState state;

  IndexMaker(ModelState state) {
    this.state = state;
  }

  void create(Statement.CreateIndex statement) {
    var table = state.find(statement.table()).orElse(null);
    if (table == null) {
      return;
    }
    var builder = new RelationBuilder(table);
    var given = statement.name();
    if (given != null
        && state.find(QualifiedName.of(table.name().schema(), given.name())).isPresent()) {
      // IF NOT EXISTS, or an error.
      return;
    }
    var name =
        given == null
            ? new ConstraintMaker(state, builder)
                .chooseRelation(String.join("_", IndexKeyNames.of(statement)), "idx", false)
            : ObjectNames.truncate(given.name());
    var index =
        new Index(
            0,
            QualifiedName.of(table.name().schema(), name),
            statement.method(),
            statement.unique(),
            false,
            !statement.only() || table.children().isEmpty(),
            statement.where() != null,
            statement.elements().stream()
                .map(e -> Objects.requireNonNullElse(e.column(), ""))
                .toList(),
            statement.include(),
            mentioned(statement, builder.columns),
            null,
            definition(statement),
            table.sizeBytes()); // hardly more: that counts the other indexes as well
    builder.indexes.add(index);
    state.put(builder.build());
    if (!statement.only() && isPartitioned(builder)) {
      table.children().forEach(child -> inherit(child, index));
    }
  }

  /** Empty where the server would print what the reader does not tell. */
  private static String definition(Statement.CreateIndex statement) {
    var columns = statement.elements().stream().map(IndexElement::column).toList();
    return statement.where() != null
            || columns.contains(null)
            || !statement.elements().stream().allMatch(IndexElement::plain)
        ? ""
        : IndexKeyNames.using(
            statement.method(), columns, statement.include(), statement.nullsNotDistinct());
  }

  private static boolean isPartitioned(RelationBuilder table) {
    return table.kind == io.safeddl.catalog.Relation.Kind.PARTITIONED_TABLE;
  }

  /** Gives a partition the index of its parent, unless it has one like it. */
  void inherit(QualifiedName partition, Index index) {
    Links.change(state, partition, b -> inherit(b, index));
    state
        .find(partition)
        .filter(p -> !p.children().isEmpty())
        .ifPresent(p -> p.children().forEach(c -> inherit(c, index)));
  }

  void inherit(RelationBuilder partition, Index index) {
    if (partition.indexes.stream().anyMatch(i -> isLike(i, index))) {
      return;
    }
    var maker = new ConstraintMaker(state, partition);
    if (index.constraint() != null) {
      maker.key(
          null, index.primary(), index.columns(), index.includedColumns(), index.definition());
      return;
    }
    var names =
        Stream.concat(index.columns().stream(), index.includedColumns().stream())
            .map(c -> c.isEmpty() ? "expr" : c)
            .toList();
    var name = maker.chooseRelation(String.join("_", names), "idx", false);
    partition.indexes.add(Links.named(index, QualifiedName.of(partition.name.schema(), name)));
  }

  private static boolean isLike(Index a, Index b) {
    return a.columns().equals(b.columns())
        && a.unique() == b.unique()
        && a.partial() == b.partial()
        && a.method().equals(b.method())
        && a.includedColumns().equals(b.includedColumns())
        && (a.constraint() == null) == (b.constraint() == null);
  }

  /** An index that a constraint has taken over, under the constraint's name. */
  static Index backing(Index i, @Nullable String schema, String name, boolean primary) {
    return new Index(
        i.oid(),
        QualifiedName.of(schema, name),
        i.method(),
        true,
        primary,
        i.valid(),
        i.partial(),
        i.columns(),
        i.includedColumns(),
        i.expressionColumns(),
        name,
        i.definition(),
        i.sizeBytes());
  }

  private static List<String> mentioned(Statement.CreateIndex statement, List<Column> columns) {
    var facts = new ArrayList<ExpressionFacts>();
    for (var element : statement.elements()) {
      var expression = element.expression();
      if (expression != null) {
        facts.add(Expressions.facts(expression.text()));
      }
    }
    var where = statement.where();
    if (where != null) {
      facts.add(Expressions.facts(where.text()));
    }
    return columns.stream()
        .map(Column::name)
        .filter(c -> facts.stream().anyMatch(f -> !f.known() || f.columns().contains(c)))
        .toList();
  }
}
