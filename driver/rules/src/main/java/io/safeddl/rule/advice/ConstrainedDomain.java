package io.safeddl.rule.advice;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.tree.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A domain with a CHECK or NOT NULL. A new column of it is computed for every row even where it
 * stays empty, since NULL has to be checked too (measured on 14–18): there is no online form of it,
 * but the type below does as well, with the domain's conditions as a CHECK of the table.
 *
 * @param base the type at the bottom
 */
record ConstrainedDomain(TypeName domain, TypeName base) {
  /** More levels than anybody has. */
  private static final int DEPTH = 32;

  /** The domain, or null where the type is no such domain. */
  static @Nullable ConstrainedDomain of(TypeName type, Catalog catalog) {
    var info = type.isArray() ? null : catalog.type(type.name()).orElse(null);
    if (info == null || info.kind() != TypeInfo.Kind.DOMAIN || !info.constrained()) {
      return null;
    }
    var base = info.base();
    for (int i = 0; i < DEPTH && base != null; i++) {
      var below = base.isArray() ? null : catalog.type(base.name()).orElse(null);
      if (below == null || below.base() == null) {
        return new ConstrainedDomain(type, base);
      }
      base = below.base();
    }
    return null;
  }

  void sayWhy(Paste paste) {
    paste
        .say("a column of the domain " + domain.text() + " has every row written anew, even where")
        .say("it is empty. The type below, with the domain's conditions as a CHECK, does as well:");
  }

  void sayCondition(Paste paste, Target table, String column) {
    var check = Identifiers.quote(table.chosenName(List.of(column), "check"));
    paste
        .say("with the column's name for VALUE, and in two transactions:")
        .say(
            "  "
                + table.alter(
                    "ADD CONSTRAINT " + check + " CHECK (<the domain's condition>) NOT VALID;"))
        .say("  " + table.alter("VALIDATE CONSTRAINT " + check + ";"));
  }
}
