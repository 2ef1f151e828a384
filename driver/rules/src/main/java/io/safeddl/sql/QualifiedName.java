package io.safeddl.sql;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A name as PostgreSQL stores it: unquoted parts are already folded to lower case, quotes are gone
 * (manual section 4.1.1). A database part ({@code db.schema.name}) is dropped.
 *
 * @param schema the schema, or null where the search path decides
 * @param name the object's own name
 */
public record QualifiedName(@Nullable String schema, String name) {
  /** A name without a schema. */
  public static QualifiedName of(String name) {
    return new QualifiedName(null, name);
  }

  /** A name in a schema. */
  public static QualifiedName of(@Nullable String schema, String name) {
    return new QualifiedName(schema, name);
  }

  /** The name as SQL text, each part quoted where it must be. */
  public String toSql() {
    return schema == null
        ? Identifiers.quote(name)
        : Identifiers.quote(schema) + "." + Identifiers.quote(name);
  }

  // Written out: the key of most maps here, and what a record derives is linked at each start.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof QualifiedName it
        && name.equals(it.name)
        && Objects.equals(schema, it.schema);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + (schema == null ? 0 : schema.hashCode());
  }

  @Override
  public String toString() {
    return toSql();
  }
}
