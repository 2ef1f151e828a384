package io.safeddl.effect;

import io.safeddl.catalog.Relation;
import io.safeddl.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * The relation that an effect is on.
 *
 * @param name with its schema where the catalog knew it
 * @param relation what the catalog knew, or null
 */
public record RelationRef(QualifiedName name, @Nullable Relation relation) {
  /** A reference to a known relation. */
  public static RelationRef of(Relation relation) {
    return new RelationRef(relation.name(), relation);
  }

  /** True for what only this session can see: no lock on it stops anybody. */
  public boolean isPrivate() {
    return relation != null && (relation.createdInTransaction() || relation.temporary());
  }

  /** Of the name alone: to go through all that is known of a table would take long. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name.toSql();
  }
}
