package io.safeddl.sql;

import java.util.Set;

/** PostgreSQL's key words (manual, appendix C; all of 14 to 18). */
public final class Keywords {
  /** Key words that {@code quote_ident} quotes: every category but "unreserved". */
  private static final Set<String> QUOTED =
      Set.of(
          ("all analyse analyze and any array as asc asymmetric authorization between bigint binary bit"
                  + " boolean both case cast char character check coalesce collate collation column"
                  + " concurrently constraint create cross current_catalog current_date current_role"
                  + " current_schema current_time current_timestamp current_user dec decimal default"
                  + " deferrable desc distinct do else end except exists extract false fetch float for"
                  + " foreign freeze from full grant greatest group grouping having ilike in initially"
                  + " inner inout int integer intersect interval into is isnull join json json_array"
                  + " json_arrayagg json_exists json_object json_objectagg json_query json_scalar"
                  + " json_serialize json_table json_value lateral leading least left like limit"
                  + " localtime localtimestamp merge_action national natural nchar none normalize not"
                  + " notnull null nullif numeric offset on only or order out outer overlaps overlay"
                  + " placing position precision primary real references returning right row select"
                  + " session_user setof similar smallint some substring symmetric system_user table"
                  + " tablesample then time timestamp to trailing treat trim true union unique user"
                  + " using values varchar variadic verbose when where window with xmlattributes"
                  + " xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot"
                  + " xmlserialize xmltable")
              .split(" "));

  /** Key words of the categories "reserved" and "reserved (can be function or type)". */
  private static final Set<String> RESERVED =
      Set.of(
          ("all analyse analyze and any array as asc asymmetric authorization binary both case cast"
                  + " check collate collation column concurrently constraint create cross"
                  + " current_catalog current_date current_role current_schema current_time"
                  + " current_timestamp current_user default deferrable desc distinct do else end"
                  + " except false fetch for foreign freeze from full grant group having ilike in"
                  + " initially inner intersect into is isnull join lateral leading left like limit"
                  + " localtime localtimestamp natural not notnull null offset on only or order outer"
                  + " overlaps placing primary references returning right select session_user similar"
                  + " some symmetric system_user table tablesample then to trailing true union unique"
                  + " user using variadic verbose when where window with")
              .split(" "));

  private static final Set<String> TYPE_OR_FUNCTION =
      Set.of(
          ("authorization binary collation concurrently cross current_schema freeze full ilike inner"
                  + " is isnull join left like natural notnull outer overlaps right similar"
                  + " tablesample verbose")
              .split(" "));

  private Keywords() {}

  /** True for a reserved key word that may nevertheless name a type or a function. */
  static boolean canNameType(String word) {
    return TYPE_OR_FUNCTION.contains(word);
  }

  /** True where the word, unquoted, cannot name a table or a column. */
  static boolean isReserved(String word) {
    return RESERVED.contains(word);
  }

  /** True where the word, used as a name, has to be quoted to be safe in every place. */
  public static boolean mustBeQuoted(String word) {
    return QUOTED.contains(word);
  }
}
