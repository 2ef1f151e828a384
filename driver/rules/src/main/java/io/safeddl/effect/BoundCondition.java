package io.safeddl.effect;

import io.safeddl.catalog.Column;
import io.safeddl.effect.Bound.Limit;
import io.safeddl.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A partition's bound as a condition on the row, of the shape that the server itself gives it
 * ({@code pg_get_partition_constraintdef}), so that it takes a CHECK of it for a proof; measured on
 * 14–18. Constants are written as strings, which take the column's type, as the constants of the
 * bound do.
 */
final class BoundCondition {
  /** Of more values the server proves nothing but that the lists are the same. */
  private static final int MOST_VALUES = 100;

  private final List<String> columns;

  private BoundCondition(List<Column> keys) {
    this.columns = keys.stream().map(key -> Identifiers.quote(key.name())).toList();
  }

  /** The condition of that bound. */
  static String of(Bound bound, List<Column> keys) {
    var condition = new BoundCondition(keys);
    if (bound.hash() != null) {
      return bound.hash().call(String.join(", ", condition.columns));
    }
    if (bound.in() != null) {
      return condition.in(bound.in(), bound.orNull());
    }
    return all(Stream.concat(condition.notNull(), condition.range(bound).stream()).toList());
  }

  /**
   * The condition of the default partition beside others; empty where there is none, null where it
   * is not known that the server would take it.
   */
  static @Nullable String ofDefault(List<Bound> others, List<Column> keys) {
    if (others.isEmpty()) {
      return "";
    }
    var condition = new BoundCondition(keys);
    var values = new ArrayList<String>();
    var ranges = new ArrayList<String>();
    for (Bound other : others) {
      if (other.in() == null) {
        var range = condition.range(other);
        if (other.hash() != null || range.isEmpty()) {
          return null;
        }
        ranges.add(range.size() == 1 ? range.get(0) : "(" + all(range) + ")");
      } else {
        values.addAll(other.in());
      }
    }
    if (ranges.isEmpty()) {
      var orNull = others.stream().anyMatch(Bound::orNull);
      return values.size() > MOST_VALUES ? null : not(condition.in(values, orNull));
    }
    var any = ranges.size() == 1 ? ranges.get(0) : any(ranges);
    return not(all(Stream.concat(condition.notNull(), Stream.of(any)).toList()));
  }

  static String not(String condition) {
    return "NOT (" + condition + ")";
  }

  private Stream<String> notNull() {
    return columns.stream().map(column -> column + " IS NOT NULL");
  }

  private String in(List<String> values, boolean orNull) {
    var column = columns.get(0);
    var in =
        values.stream()
            .map(BoundCondition::literal)
            .collect(Collectors.joining(", ", column + " IN (", ")"));
    if (!orNull) {
      return column + " IS NOT NULL AND " + in;
    }
    return values.isEmpty() ? column + " IS NULL" : column + " IS NULL OR " + in;
  }

  /** Columns that both ends have in common are equal to that; then come the ends. */
  private List<String> range(Bound bound) {
    var conditions = new ArrayList<String>();
    var from = bound.from();
    var to = bound.to();
    var start = 0;
    while (start < from.size()
        && from.get(start).value() != null
        && from.get(start).equals(to.get(start))) {
      conditions.add(compare(start, "=", from.get(start)));
      start++;
    }
    addEnd(conditions, from, start, ">", Limit::isMinimum, true);
    addEnd(conditions, to, start, "<", Limit::isMaximum, false);
    return conditions;
  }

  /**
   * One end as an OR of one arm for each column: equal in those before, beyond in this one. The
   * limit itself belongs to it where it is the last column's and inclusive, or the next column is
   * not limited on this side.
   */
  private void addEnd(
      List<String> conditions,
      List<Limit> limits,
      int start,
      String operator,
      Predicate<Limit> open,
      boolean inclusive) {
    var arms = new ArrayList<String>();
    var equal = new ArrayList<String>();
    for (int i = start; i < limits.size() && limits.get(i).value() != null; i++) {
      var last = i == limits.size() - 1;
      var orEqual = last ? inclusive : open.test(limits.get(i + 1));
      equal.add(compare(i, orEqual ? operator + "=" : operator, limits.get(i)));
      arms.add(equal.size() == 1 ? equal.get(0) : "(" + all(equal) + ")");
      equal.set(equal.size() - 1, compare(i, "=", limits.get(i)));
    }
    if (!arms.isEmpty()) {
      conditions.add(arms.size() == 1 ? arms.get(0) : any(arms));
    }
  }

  private String compare(int column, String operator, Limit limit) {
    return columns.get(column) + " " + operator + " " + literal(String.valueOf(limit.value()));
  }

  private static String all(List<String> conditions) {
    return String.join(" AND ", conditions);
  }

  private static String any(List<String> conditions) {
    return "(" + String.join(" OR ", conditions) + ")";
  }

  private static String literal(String value) {
    return (value.indexOf('\\') < 0 ? "'" : "E'")
        + value.replace("\\", "\\\\").replace("'", "''")
        + "'";
  }
}
