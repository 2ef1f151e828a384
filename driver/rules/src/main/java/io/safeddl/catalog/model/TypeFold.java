package io.safeddl.catalog.model;

import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.expression.Expressions;
import io.safeddl.sql.tree.Statement;

/** CREATE and ALTER of types and domains. */
final class TypeFold {
  private final ModelState state;

  TypeFold(ModelState state) {
    this.state = state;
  }

  boolean apply(Statement statement) {
    if (statement instanceof Statement.CreateType s) {
      var kind =
          switch (s.form()) {
            case COMPOSITE -> TypeInfo.Kind.COMPOSITE;
            case ENUM -> TypeInfo.Kind.ENUM;
            case RANGE -> TypeInfo.Kind.RANGE;
            case BASE -> TypeInfo.Kind.BASE;
          };
      state.types.put(
          new TypeInfo(
              state.names.fresh(s.name(), false), kind, null, false, Volatility.IMMUTABLE));
    } else if (statement instanceof Statement.CreateDomain s) {
      createDomain(s);
    } else if (statement instanceof Statement.AlterType s) {
      switch (s.form()) {
        // Under what name it goes on the reader does not tell.
        case "RENAME TO", "SET SCHEMA" -> state.types.removeType(s.name());
        default -> {
          return false;
        }
      }
    } else if (statement instanceof Statement.AlterDomain s) {
      return alterDomain(s);
    } else {
      return false;
    }
    return true;
  }

  private void createDomain(Statement.CreateDomain domain) {
    var below = state.types.type(domain.base().name()).orElse(null);
    var value = domain.defaultValue();
    var inherited =
        below == null || domain.base().isArray() ? Volatility.IMMUTABLE : below.defaultVolatility();
    state.types.put(
        new TypeInfo(
            state.names.fresh(domain.name(), false),
            TypeInfo.Kind.DOMAIN,
            domain.base(),
            domain.constrained()
                || (below != null && !domain.base().isArray() && below.constrained()),
            value == null
                ? inherited
                : Expressions.volatility(value.text(), SchemaModel.of(state))));
  }

  private boolean alterDomain(Statement.AlterDomain domain) {
    var known = state.types.type(domain.name()).orElse(null);
    switch (domain.form()) {
      case "ADD CONSTRAINT", "SET NOT NULL" -> {
        if (known != null) {
          state.types.put(
              new TypeInfo(
                  known.name(), known.kind(), known.base(), true, known.defaultVolatility()));
        }
        return true;
      }
      case "SET DEFAULT" -> {
        if (known != null) {
          state.types.put(
              new TypeInfo(
                  known.name(),
                  known.kind(),
                  known.base(),
                  known.constrained(),
                  Volatility.UNKNOWN));
        }
        return true;
      }
      case "RENAME TO", "SET SCHEMA" -> {
        state.types.removeType(domain.name());
        return true;
      }
      // Whether another constraint is left cannot be told, so it stays constrained.
      default -> {
        return false;
      }
    }
  }
}
