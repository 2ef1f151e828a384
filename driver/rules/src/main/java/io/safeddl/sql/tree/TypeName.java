package io.safeddl.sql.tree;

import io.safeddl.sql.QualifiedName;
import java.util.List;

/**
 * A type as written in DDL, with the SQL standard's spellings resolved to PostgreSQL's internal
 * names (manual section 8, table 8.1): {@code character varying(20)} is {@code varchar} with
 * modifier {@code 20}, {@code timestamp(3) with time zone} is {@code timestamptz}, {@code char} is
 * {@code bpchar} with modifier {@code 1}, {@code int} and {@code integer} are {@code int4}.
 *
 * @param name the internal name; a schema only where one was written ({@code pg_catalog} is
 *     dropped)
 * @param modifiers the modifiers as written ({@code 10}, {@code 2}); for intervals the fields come
 *     first, in upper case ({@code DAY TO SECOND})
 * @param arrayDimensions number of {@code []} or {@code ARRAY} marks
 * @param serial true for {@code serial}, {@code bigserial}, {@code smallserial}; {@code name} is
 *     then the integer type
 * @param text the text as written
 */
public record TypeName(
    QualifiedName name, List<String> modifiers, int arrayDimensions, boolean serial, String text) {
  public TypeName {
    modifiers = List.copyOf(modifiers);
  }

  /** True for {@code []} types. */
  public boolean isArray() {
    return arrayDimensions > 0;
  }
}
