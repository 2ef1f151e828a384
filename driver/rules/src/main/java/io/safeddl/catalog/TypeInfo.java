package io.safeddl.catalog;

import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.TypeName;
import org.jspecify.annotations.Nullable;

/**
 * A user-defined type.
 *
 * @param base the type a domain is over, or null
 * @param constrained a domain with a CHECK or NOT NULL of its own or of a domain below it
 * @param defaultVolatility of a domain's default, its own or inherited; IMMUTABLE without a default
 */
public record TypeInfo(
    QualifiedName name,
    Kind kind,
    @Nullable TypeName base,
    boolean constrained,
    Volatility defaultVolatility) {
  /** Kinds as in {@code pg_type.typtype}. */
  public enum Kind {
    BASE,
    COMPOSITE,
    DOMAIN,
    ENUM,
    RANGE
  }
}
