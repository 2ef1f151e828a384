package io.safeddl.effect;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.TypeInfo;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares two types of any kind: domains are resolved, then {@link TypeMatrix} is asked. */
final class TypeComparison {
  /** More nested domains than anyone has; guards against a catalog that runs in a circle. */
  private static final int DEEPEST = 64;

  private TypeComparison() {}

  /**
   * The change that a column's type makes.
   *
   * @param from the present type
   * @param written the type in the statement
   */
  static TypeChange change(TypeName from, TypeName written, Catalog catalog) {
    var to = BuiltInTypes.resolve(written, catalog);
    var source = info(from, catalog);
    var target = info(to, catalog);
    var sourceName = source == null ? from.name() : source.name();
    var targetName = target == null ? to.name() : target.name();
    if (sourceName.equals(targetName)
        && from.isArray() == to.isArray()
        && from.modifiers().equals(to.modifiers())) {
      return TypeChange.KEEP;
    }
    if (target != null && isDomain(target) && !to.isArray() && target.constrained()) {
      return TypeChange.REWRITE; // only the target's constraints count
    }
    var bareSource = isDomain(source) && !from.isArray() ? unbounded(base(from, catalog)) : from;
    var bareTarget = base(to, catalog);
    var change = compareBases(bareSource, bareTarget, catalog);
    boolean throughDomain = !bareSource.equals(from) || !bareTarget.equals(to);
    // The operator classes of arrays, enums, ranges and row types are polymorphic: their indexes
    // remember the exact type, a domain's included.
    return throughDomain && isPolymorphic(bareTarget, catalog)
        ? change.or(TypeChange.REINDEX)
        : change;
  }

  private static TypeChange compareBases(TypeName from, TypeName to, Catalog catalog) {
    var source = canonical(from, catalog);
    var target = canonical(to, catalog);
    boolean builtIn = info(from, catalog) == null && info(to, catalog) == null;
    boolean citext = source.name().equals("citext") || target.name().equals("citext");
    if (!builtIn && !citext) {
      return source.equals(target)
              && from.isArray() == to.isArray()
              && from.modifiers().equals(to.modifiers())
          ? TypeChange.KEEP
          : TypeChange.REWRITE;
    }
    return TypeMatrix.change(from, to, catalog.timeZone());
  }

  /** A value of a domain has lost the length that the domain is over (measured on 14 and 18). */
  private static TypeName unbounded(TypeName base) {
    var fixed = base.name().name().equals("bit") ? List.of("unknown") : List.<String>of();
    return new TypeName(base.name(), fixed, base.arrayDimensions(), false, base.text());
  }

  private static TypeName base(TypeName type, Catalog catalog) {
    var bare = type;
    for (int depth = 0; depth < DEEPEST && !bare.isArray(); depth++) {
      var info = info(bare, catalog);
      if (info == null || info.kind() != TypeInfo.Kind.DOMAIN || info.base() == null) {
        break;
      }
      bare = info.base();
    }
    return bare;
  }

  private static boolean isPolymorphic(TypeName type, Catalog catalog) {
    if (type.isArray() || BuiltInTypes.isRange(type.name().name())) {
      return true;
    }
    var info = info(type, catalog);
    return info != null && info.kind() != TypeInfo.Kind.BASE;
  }

  private static QualifiedName canonical(TypeName type, Catalog catalog) {
    var info = info(type, catalog);
    return info == null ? type.name() : info.name();
  }

  private static boolean isDomain(@Nullable TypeInfo type) {
    return type != null && type.kind() == TypeInfo.Kind.DOMAIN;
  }

  private static @Nullable TypeInfo info(TypeName type, Catalog catalog) {
    return BuiltInTypes.contains(type.name()) ? null : catalog.type(type.name()).orElse(null);
  }
}
