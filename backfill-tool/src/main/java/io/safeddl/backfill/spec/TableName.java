package io.safeddl.backfill.spec;

import io.safeddl.sql.QualifiedName;

/**
 * A table's name as the catalog has it, always with its schema: nothing that this tool says to the
 * server depends on a search path.
 */
public record TableName(String schema, String name) {
  /** The name as SQL text, each part quoted where it must be. */
  public String toSql() {
    return QualifiedName.of(schema, name).toSql();
  }

  /** How an ALTER TABLE of it begins, up to what is to be done. */
  public String alter() {
    return "ALTER TABLE " + toSql() + " ";
  }

  /** Another object of the same schema. */
  public TableName sibling(String other) {
    return new TableName(schema, other);
  }

  @Override
  public String toString() {
    return toSql();
  }
}
