package io.safeddl.sql.expression;

import java.util.Map;
import java.util.Set;

/** The key words that have a meaning of their own inside an expression (manual, appendix C). */
final class Words {
  /** Values without parentheses that depend on the session or the time (manual 9.9.5, 9.27). */
  static final Set<String> SESSION_VALUES =
      words(
          "current_date current_time current_timestamp localtime localtimestamp current_user"
              + " current_role session_user system_user user current_catalog current_schema");

  /** Plain values. */
  static final Set<String> VALUES = words("null true false default");

  /** Words that join or begin operands and mean nothing else. */
  static final Set<String> OPERATORS =
      words(
          "and or not in like ilike similar to symmetric asymmetric distinct from overlaps case when"
              + " then else any some all for placing both leading trailing variadic isnull notnull"
              + " collate as");

  /** Words that are operators behind an operand and names elsewhere. */
  static final Set<String> OPERATORS_BEHIND_OPERANDS = words("between escape");

  /** The operators of schema pg_catalog, all versions: none is volatile. */
  static final Set<String> BUILT_IN_OPERATORS =
      words(
          "+ - * / % ^ = <> != < > <= >= ~ ~* !~ !~* ~~ ~~* !~~ !~~* ~<~ ~<=~ ~>~ ~>=~ ^@ | || & # !!"
              + " << >> |/ ||/ @ && &< &> <<| |>> &<| |&> <<= >>= @> <@ -|- ~= ?# ?- ?| ?-| ?|| @-@"
              + " ## <-> <^ >^ @@ @@@ -> ->> #> #>> #- ? ?& @? *= *<> *< *> *<= *>=");

  /** What may stand behind IS. */
  static final Set<String> TESTS =
      words(
          "not null true false unknown document json normalized nfc nfd nfkc nfkd value scalar"
              + " object array with without unique keys");

  /** Reserved words that begin what no scalar expression of DDL holds. */
  static final Set<String> FOREIGN =
      words(
          "select with values group order having limit offset fetch union except intersect where"
              + " window into table lateral on using do create check constraint references unique"
              + " primary foreign grant returning initially deferrable column only end asc desc"
              + " analyse analyze");

  /** Called with parentheses, but no functions; what they do themselves is immutable. */
  static final Set<String> PURE_CONSTRUCTS =
      words("coalesce nullif greatest least grouping row trim treat cast");

  /** The same, where the result may depend on the session (time zone, encoding, locale). */
  static final Set<String> SESSION_CONSTRUCTS =
      words(
          "json json_array json_arrayagg json_exists json_object json_objectagg json_query"
              + " json_scalar json_serialize json_value xmlconcat xmlelement xmlexists xmlforest"
              + " xmlparse xmlpi xmlroot xmlserialize");

  /** Words with which a type of more than one token begins, or one that takes modifiers. */
  static final Set<String> TYPE_STARTS =
      words(
          "double character char nchar national varchar bit time timestamp interval numeric decimal"
              + " dec float");

  static final Set<String> INTERVAL_FIELDS = words("year month day hour minute second");

  /** Built-in types whose casts look neither at the session nor at the clock. */
  static final Set<String> PURE_TYPES =
      words(
          "smallint int2 integer int int4 bigint int8 numeric decimal dec real float4 float float8"
              + " double bool boolean bytea uuid bit varbit json jsonb oid");

  /** The other built-in types; casts to them are stable at worst. */
  static final Set<String> OTHER_TYPES =
      words(
          "text varchar character char nchar national bpchar name date time timetz timestamp"
              + " timestamptz interval inet cidr macaddr macaddr8 money xml tsvector tsquery point line"
              + " lseg box path polygon circle regclass regproc regprocedure regoper regoperator"
              + " regtype regrole regnamespace regconfig regdictionary regcollation int4range int8range"
              + " numrange daterange tsrange tstzrange int4multirange int8multirange nummultirange"
              + " datemultirange tsmultirange tstzmultirange jsonpath pg_lsn xid xid8 cid tid");

  /** Words behind which a second word still belongs to the type's name. */
  static final Map<String, String> TYPE_SECOND_WORDS =
      Map.of(
          "double", "precision",
          "character", "varying",
          "char", "varying",
          "nchar", "varying",
          "bit", "varying");

  private Words() {}

  private static Set<String> words(String list) {
    return Set.of(list.split(" "));
  }
}
