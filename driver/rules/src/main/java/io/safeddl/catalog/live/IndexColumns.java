package io.safeddl.catalog.live;

import io.safeddl.catalog.Column;
import io.safeddl.sql.expression.ExpressionFacts;
import io.safeddl.sql.expression.Expressions;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which columns the expressions of indexes and partition keys mention; in doubt, more. */
final class IndexColumns {
  private IndexColumns() {}

  /**
   * The columns behind an index's expressions and predicate.
   *
   * @param expressions null where there are none, or where they cannot be read now
   * @param dependencies the numbers of all columns that the index depends on
   * @param keys its plain columns, on which it depends for another reason
   */
  static List<String> mentioned(
      @Nullable String expressions,
      @Nullable String predicate,
      @Nullable String dependencies,
      List<String> keys,
      Map<Integer, Column> columns) {
    // Number 0, the table as a whole, is there for every index without a plain column.
    var all =
        ArrayText.numbers(dependencies).stream()
            .map(columns::get)
            .filter(Objects::nonNull)
            .map(Column::name)
            .toList();
    var texts = Stream.of(expressions, predicate).filter(Objects::nonNull).toList();
    var facts = texts.stream().map(IndexColumns::facts).toList();
    if (facts.isEmpty() || facts.stream().anyMatch(f -> !f.known())) {
      return all;
    }
    return all.stream()
        .filter(c -> !keys.contains(c) || facts.stream().anyMatch(f -> f.columns().contains(c)))
        .toList();
  }

  /**
   * The plain key columns with those that the expressions mention; all where they are unknown. An
   * expression itself is an empty name.
   */
  static List<String> with(
      List<String> keys, @Nullable String expressions, Collection<Column> columns) {
    var names = new LinkedHashSet<>(keys);
    var facts = expressions == null ? null : facts(expressions);
    columns.stream()
        .map(Column::name)
        .filter(c -> facts == null || !facts.known() || facts.columns().contains(c))
        .forEach(names::add);
    return List.copyOf(names);
  }

  /** {@code pg_get_expr} gives several expressions as a list. */
  private static ExpressionFacts facts(String expressions) {
    return Expressions.facts("ROW(" + expressions + ")");
  }
}
