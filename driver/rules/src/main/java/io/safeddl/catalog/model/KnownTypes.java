package io.safeddl.catalog.model;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.catalog.Volatility;
import io.safeddl.sql.QualifiedName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** Types and functions: what statements have made of those of the base. */
final class KnownTypes {
  private final Catalog base;
  private final boolean baseHolds;
  private final NameScope names;

  /** Empty for a type that was dropped or that is not known any more. */
  private PMap<QualifiedName, Optional<TypeInfo>> types;

  private PMap<QualifiedName, Volatility> functions;

  /** Operators, or casts, have been made: by functions that may be volatile. */
  boolean madeOperators;

  boolean madeCasts;

  /**
   * @param baseHolds whether the base still tells how things are
   */
  KnownTypes(Catalog base, boolean baseHolds, NameScope names) {
    this.base = base;
    this.baseHolds = baseHolds;
    this.names = names;
    types = HashTreePMap.empty();
    functions = HashTreePMap.empty();
  }

  /** A copy that reads names as the given scope does. */
  KnownTypes(KnownTypes other, NameScope names) {
    this.names = names;
    base = other.base;
    baseHolds = other.baseHolds;
    types = other.types;
    functions = other.functions;
    madeOperators = other.madeOperators;
    madeCasts = other.madeCasts;
  }

  Optional<TypeInfo> type(QualifiedName name) {
    if (name.schema() != null) {
      var own = types.get(name);
      return own != null ? own : ofBase(name);
    }
    for (var schema : names.searchPath()) {
      var own = types.get(QualifiedName.of(schema, name.name()));
      if (own != null) {
        return own;
      }
    }
    return ofBase(name);
  }

  private Optional<TypeInfo> ofBase(QualifiedName name) {
    return baseHolds
        ? base.type(name).filter(t -> !names.hides(t.name().schema()))
        : Optional.empty();
  }

  /** True for the domain itself, and for a domain over it. */
  boolean isOver(QualifiedName type, QualifiedName domain) {
    var info = type(type).orElse(null);
    var steps = 0;
    while (info != null && steps++ < 32) {
      if (info.name().equals(domain)) {
        return true;
      }
      var below = info.base();
      info = below == null ? null : type(below.name()).orElse(null);
    }
    return false;
  }

  void put(TypeInfo type) {
    types = types.plus(type.name(), Optional.of(type));
  }

  void removeType(QualifiedName name) {
    var full = type(name).map(TypeInfo::name).orElseGet(() -> names.fresh(name, false));
    types = types.plus(full, Optional.empty());
  }

  void removeSchema(String schema) {
    types = types.minusAll(namesIn(schema, types.keySet()));
    functions = functions.minusAll(namesIn(schema, functions.keySet()));
  }

  private static List<QualifiedName> namesIn(String schema, Set<QualifiedName> names) {
    return names.stream().filter(name -> schema.equals(name.schema())).toList();
  }

  Volatility operator(String symbol) {
    return madeOperators ? Volatility.VOLATILE : base.operator(symbol);
  }

  Volatility casts() {
    return madeCasts ? Volatility.VOLATILE : base.casts();
  }

  Volatility volatility(QualifiedName function) {
    var known = base.volatility(function);
    var schemas =
        function.schema() == null ? names.searchPath() : List.<String>of(function.schema());
    Volatility changed = null;
    for (var schema : schemas) {
      var own = functions.get(QualifiedName.of(schema, function.name()));
      changed = own == null ? changed : changed == null ? own : changed.or(own);
    }
    if (changed == null) {
      return known;
    }
    // A function that the base does not know is exactly what the statements made of it.
    return known == Volatility.UNKNOWN ? changed : known.or(changed);
  }

  void put(QualifiedName function, Volatility volatility) {
    var known = functions.get(function);
    functions = functions.plus(function, known == null ? volatility : known.or(volatility));
  }

  /** True where no statement has made or dropped a type or a function. */
  boolean areOfBase() {
    return types.isEmpty() && functions.isEmpty();
  }
}
