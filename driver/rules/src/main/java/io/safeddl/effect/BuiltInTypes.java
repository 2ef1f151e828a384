package io.safeddl.effect;

import io.safeddl.catalog.Catalog;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.TypeName;
import java.util.Set;

/**
 * The names of PostgreSQL's own types (manual, chapter 8). {@code pg_catalog} is searched before
 * every other schema, unless the search path names it elsewhere, so that such a name without a
 * schema needs no look in the catalog.
 */
public final class BuiltInTypes {
  private static final Set<String> RANGES =
      Set.of(
          ("int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange"
                  + " nummultirange tsmultirange tstzmultirange datemultirange")
              .split(" "));

  private static final Set<String> NAMES =
      Set.of(
          ("bool bytea char name int8 int2 int4 regproc text oid tid xid xid8 cid json jsonb xml point"
                  + " lseg path box polygon line float4 float8 circle money macaddr macaddr8 inet"
                  + " cidr bpchar varchar date time timestamp timestamptz interval timetz bit varbit"
                  + " numeric regprocedure regoper regoperator regclass regtype regrole regnamespace"
                  + " uuid pg_lsn tsvector gtsvector tsquery regconfig regdictionary regcollation"
                  + " jsonpath txid_snapshot pg_snapshot")
              .split(" "));

  private BuiltInTypes() {}

  /** True for a name without a schema that can only be a type of PostgreSQL's own. */
  public static boolean contains(QualifiedName type) {
    return type.schema() == null && (NAMES.contains(type.name()) || RANGES.contains(type.name()));
  }

  /**
   * The type under its full name where, in this search path, it hides a built-in one of the same
   * name; else as it is.
   */
  static TypeName resolve(TypeName type, Catalog catalog) {
    if (catalog.builtInsFirst() || !contains(type.name())) {
      return type;
    }
    return catalog
        .type(type.name())
        .filter(found -> !"pg_catalog".equals(found.name().schema()))
        .map(
            found ->
                new TypeName(
                    found.name(),
                    type.modifiers(),
                    type.arrayDimensions(),
                    type.serial(),
                    type.text()))
        .orElse(type);
  }

  /** True for range and multirange types. */
  static boolean isRange(String name) {
    return RANGES.contains(name);
  }
}
