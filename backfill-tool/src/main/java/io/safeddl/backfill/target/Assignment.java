package io.safeddl.backfill.target;

import io.safeddl.sql.Identifiers;

/**
 * A column and its value.
 *
 * @param column its name as the catalog has it
 * @param expression over the row's columns, SQL text of the column's own type
 */
public record Assignment(String column, String expression) {
  /** As it stands behind SET. */
  public String toSql() {
    return Identifiers.quote(column) + " = " + expression;
  }
}
