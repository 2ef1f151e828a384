package io.safeddl.effect;

import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnConstraint.Generated;
import io.safeddl.sql.tree.ColumnDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What the rows that are there get in a new column.
 *
 * @param rewrites why every row has to be written anew, or null
 * @param isNull they get NULL
 * @param virtual it is computed when read
 * @param written a DEFAULT was written (or comes with the type), be it NULL
 */
record NewColumnValue(@Nullable String rewrites, boolean isNull, boolean virtual, boolean written) {
  private static final NewColumnValue NULL = new NewColumnValue(null, true, false, false);

  static NewColumnValue of(ColumnDefinition column, Reading in) {
    if (column.type() != null && column.type().serial()) {
      return perRow("a serial column gets its own number in every row");
    }
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.Identity) {
        return perRow("an identity column gets its own number in every row");
      }
      if (constraint instanceof Generated generated) {
        return generated(generated, in);
      }
    }
    if (mayBeAnyType(column, in)) {
      return perRow("the search path is not known, so the column's type may have constraints");
    }
    var domain = domain(column, in);
    if (domain != null && domain.constrained()) {
      return perRow("the constraints of domain " + domain.name() + " are checked for every row");
    }
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.Default byDefault) {
        return byDefault(byDefault.value().text(), column, in);
      }
    }
    if (domain == null || domain.defaultVolatility() == Volatility.IMMUTABLE) {
      // A domain's immutable default is stored once; without one the column is NULL.
      return domain == null ? NULL : new NewColumnValue(null, true, false, true);
    }
    return domain.defaultVolatility().perRow()
        ? perRow("the default of domain " + domain.name() + " is volatile")
        : new NewColumnValue(null, false, false, true);
  }

  private static NewColumnValue generated(Generated generated, Reading in) {
    boolean virtual =
        switch (generated.kind()) {
          case STORED -> false;
          case VIRTUAL -> true;
          case UNSPECIFIED -> in.since(18); // an error before
        };
    return virtual
        ? new NewColumnValue(null, false, true, true)
        : perRow("a stored generated column is computed for every row");
  }

  private static NewColumnValue byDefault(String text, ColumnDefinition column, Reading in) {
    if (text.strip().equalsIgnoreCase("null")) {
      return new NewColumnValue(null, true, false, true);
    }
    var type = column.type();
    var volatility =
        type == null
            ? Expressions.volatility(text, in.catalog())
            : Expressions.assigned(text, type.name(), in.catalog());
    return switch (volatility) {
      case IMMUTABLE, STABLE -> new NewColumnValue(null, false, false, true);
      case VOLATILE -> perRow("the default " + text + " is volatile");
      case UNKNOWN -> perRow("it is not known whether the default " + text + " is volatile");
    };
  }

  private static NewColumnValue perRow(String reason) {
    return new NewColumnValue(reason, false, false, true);
  }

  private static boolean mayBeAnyType(ColumnDefinition column, Reading in) {
    var type = column.type();
    return type != null
        && !in.catalog().pathIsKnown()
        && type.name().schema() == null
        && !BuiltInTypes.contains(type.name());
  }

  /** The column's domain; arrays of a domain do not count (measured on 14–18). */
  private static @Nullable TypeInfo domain(ColumnDefinition column, Reading in) {
    if (column.type() == null
        || column.type().isArray()
        || (in.catalog().builtInsFirst() && BuiltInTypes.contains(column.type().name()))) {
      return null;
    }
    return in.catalog()
        .type(column.type().name())
        .filter(t -> t.kind() == TypeInfo.Kind.DOMAIN)
        .orElse(null);
  }
}
