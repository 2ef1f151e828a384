package io.safeddl.backfill.walk;

import io.safeddl.backfill.target.RowKey;
import io.safeddl.backfill.target.TargetColumn;
import io.safeddl.sql.Identifiers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The order of a table's key, in which it is walked where the order of the heap cannot serve. A
 * place in it is the list of the key's values as text, by the types' own output and input.
 */
public record KeyOrder(List<TargetColumn> columns) {
  public KeyOrder {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a key has columns");
    }
  }

  /** The order of a key. */
  public static KeyOrder of(RowKey key) {
    return new KeyOrder(key.columns());
  }

  /** The columns of a row as an array of texts: a place. */
  public String place() {
    return columns.stream()
        .map(c -> "CAST(" + Identifiers.quote(c.name()) + " AS pg_catalog.text)")
        .collect(Collectors.joining(", ", "ARRAY[", "]"));
  }

  /** The query for the last place of a leaf; no row where it is empty. */
  public String last(String leaf) {
    return "SELECT " + place() + " FROM ONLY " + leaf + " ORDER BY " + list(" DESC") + " LIMIT 1";
  }

  /** The columns with something behind each: {@code a DESC, b DESC}. */
  String list(String suffix) {
    return columns.stream()
        .map(c -> Identifiers.quote(c.name()) + suffix)
        .collect(Collectors.joining(", "));
  }

  /** {@code (a, b) > ('1', 'x')}. */
  String compare(String operator, List<String> place) {
    if (place.size() != columns.size()) {
      throw new IllegalArgumentException("a place of " + columns + " is not " + place);
    }
    var values =
        IntStream.range(0, place.size())
            .mapToObj(i -> "CAST(" + literal(place.get(i)) + " AS " + columns.get(i).type() + ")")
            .collect(Collectors.joining(", "));
    return "(" + list("") + ") " + operator + " (" + values + ")";
  }

  /** Holds whether backslashes are ordinary or not (manual section 4.1.2.1). */
  private static String literal(String text) {
    var doubled = text.replace("'", "''");
    return doubled.contains("\\")
        ? "E'" + doubled.replace("\\", "\\\\") + "'"
        : "'" + doubled + "'";
  }
}
