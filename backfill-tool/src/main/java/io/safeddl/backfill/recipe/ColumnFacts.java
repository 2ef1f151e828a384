package io.safeddl.backfill.recipe;

import io.safeddl.backfill.spec.TableName;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Target;
import io.safeddl.sql.Identifiers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a column has beside its type.
 *
 * @param comment of it
 * @param notNullName of its NOT NULL, which is a constraint from 18 on
 * @param statistics its statistics target, where it has one of its own
 * @param options {@code n_distinct=…}
 * @param grants those on the column alone, the owner's left out
 * @param sequence the one it owns
 * @param sequenceOptions its options but for the type's own range, as SQL text
 * @param sequenceRevoked whose rights to a new sequence have to be taken away before; where there
 *     are any the owner, who is the last, is among them
 * @param sequenceGrants those on that sequence
 * @param sequenceComment the comment on it
 */
record ColumnFacts(
    Optional<String> comment,
    Optional<String> notNullName,
    Optional<Integer> statistics,
    List<String> options,
    List<Grant> grants,
    Optional<TableName> sequence,
    Optional<String> sequenceOptions,
    List<String> sequenceRevoked,
    List<Grant> sequenceGrants,
    Optional<String> sequenceComment) {
  /**
   * A privilege.
   *
   * @param privilege such as SELECT
   * @param grantee quoted, or PUBLIC
   * @param grantable WITH GRANT OPTION
   */
  record Grant(String privilege, String grantee, boolean grantable) {
    /** The statement that gives it, on a column where that is one. */
    String on(String column, String object) {
      return "GRANT "
          + privilege
          + (column.isEmpty() ? "" : " (" + column + ")")
          + " ON "
          + object
          + " TO "
          + grantee
          + (grantable ? " WITH GRANT OPTION" : "");
    }
  }

  private static final String COLUMN =
      """
      SELECT pg_catalog.col_description(a.attrelid, a.attnum), nullif(a.attstattarget, -1),
             coalesce(a.attoptions, '{}'), s.nspname, s.relname, s.oid,
             (SELECT o.conname FROM pg_catalog.pg_constraint o
               WHERE o.conrelid = a.attrelid AND o.contype = 'n' AND o.conkey = ARRAY[a.attnum]),
             pg_catalog.obj_description(s.oid, 'pg_class')
        FROM pg_catalog.pg_attribute a
        LEFT JOIN (SELECT d.deptype, d.refobjid, d.refobjsubid, n.nspname, c.relname, c.oid
                     FROM pg_catalog.pg_depend d
                     JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S'
                     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                      AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                      AND d.deptype IN ('a', 'i')) s
          ON s.refobjid = a.attrelid AND s.refobjsubid = a.attnum
       WHERE a.attrelid = CAST(? AS oid) AND a.attname = ?
       ORDER BY s.deptype DESC, EXISTS (
             SELECT 1 FROM pg_catalog.pg_attrdef e
               JOIN pg_catalog.pg_depend u ON u.objid = e.oid
                AND u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
                AND u.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
              WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum AND u.refobjid = s.oid) DESC,
             s.nspname, s.relname
      """;

  private static final String GRANTEE =
      """
      CASE x.grantee WHEN 0 THEN 'PUBLIC'
        ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END
      """;

  private static final String COLUMN_GRANTS =
      "SELECT x.privilege_type, "
          + GRANTEE
          + """
          , x.is_grantable
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
           CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x
           WHERE a.attrelid = CAST(? AS oid) AND a.attname = ? AND x.grantee <> c.relowner
           ORDER BY 2, 1
          """;

  /**
   * Nothing where they are those of every new sequence: no rights but the owner's, all of them, and
   * no default privileges that would give others.
   */
  private static final String SEQUENCE_GRANTS =
      "SELECT x.privilege_type, "
          + GRANTEE
          + """
          , x.is_grantable
            FROM pg_catalog.pg_class c
           CROSS JOIN LATERAL pg_catalog.aclexplode(
                 coalesce(c.relacl, pg_catalog.acldefault('s', c.relowner))) x
           WHERE c.oid = CAST(? AS oid)
             AND (c.relacl IS NOT NULL OR EXISTS (
                   SELECT 1 FROM pg_catalog.pg_default_acl d
                    WHERE d.defaclrole = c.relowner AND d.defaclobjtype = 'S'
                      AND d.defaclnamespace IN (0, c.relnamespace)))
             AND (x.grantee <> c.relowner
                  OR NOT c.relacl @> pg_catalog.acldefault('s', c.relowner)
                  OR EXISTS (
                   SELECT 1 FROM pg_catalog.pg_default_acl d
                    WHERE d.defaclrole = c.relowner AND d.defaclobjtype = 'S'
                      AND d.defaclnamespace IN (0, c.relnamespace)))
           ORDER BY 2, 1
          """;

  /** Whose rights to a new sequence have to be taken away first; the last is its owner. */
  private static final String SEQUENCE_REVOKED =
      "SELECT DISTINCT x.grantee = c.relowner, "
          + GRANTEE
          + """
            FROM pg_catalog.pg_class c
            LEFT JOIN pg_catalog.pg_default_acl d
              ON d.defaclrole = c.relowner AND d.defaclobjtype = 'S'
             AND d.defaclnamespace IN (0, c.relnamespace)
           CROSS JOIN LATERAL (
             SELECT c.relowner AS grantee
              UNION
             SELECT e.grantee FROM pg_catalog.aclexplode(d.defaclacl) e) x
           WHERE c.oid = CAST(? AS oid)
             AND (d.oid IS NOT NULL
                  OR NOT c.relacl @> pg_catalog.acldefault('s', c.relowner))
           ORDER BY 1, 2
          """;

  /** A bound that is the type's own is left to the type that the new one will have. */
  private static final String OPTIONS =
      """
      SELECT 'START WITH ' || s.seqstart || ' INCREMENT BY ' || s.seqincrement
             || CASE WHEN s.seqmin IN (1, -32768, -2147483648, -9223372036854775808)
                  THEN '' ELSE ' MINVALUE ' || s.seqmin END
             || CASE WHEN s.seqmax IN (-1, 32767, 2147483647, 9223372036854775807)
                  THEN '' ELSE ' MAXVALUE ' || s.seqmax END
             || ' CACHE ' || s.seqcache || CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END
        FROM pg_catalog.pg_sequence s WHERE s.seqrelid = CAST(? AS oid)
      """;

  ColumnFacts {
    options = List.copyOf(options);
    grants = List.copyOf(grants);
    sequenceRevoked = List.copyOf(sequenceRevoked);
    sequenceGrants = List.copyOf(sequenceGrants);
  }

  private record Raw(ColumnFacts facts, Optional<Long> sequence) {}

  /** Reads them. */
  static ColumnFacts read(Database database, Target target, String column) throws SQLException {
    return database.read(
        () -> {
          var grants = database.rows(COLUMN_GRANTS, ColumnFacts::grant, target.oid(), column);
          var raw =
              theOnly(column, database.rows(COLUMN, row -> raw(row, grants), target.oid(), column));
          if (raw.sequence().isEmpty()) {
            return raw.facts();
          }
          long oid = raw.sequence().get();
          var revoked = database.rows(SEQUENCE_REVOKED, row -> row.getString(2), oid);
          var onSequence = database.rows(SEQUENCE_GRANTS, ColumnFacts::grant, oid);
          var range = database.row(OPTIONS, row -> row.getString(1), oid);
          return new ColumnFacts(
              raw.facts().comment(),
              raw.facts().notNullName(),
              raw.facts().statistics(),
              raw.facts().options(),
              grants,
              raw.facts().sequence(),
              Optional.of(range),
              revoked,
              onSequence,
              raw.facts().sequenceComment());
        });
  }

  /**
   * Only one sequence can be handed over. The first one of several is the identity's, or the one
   * that the default draws from.
   */
  private static Raw theOnly(String column, List<Raw> several) throws RecipeException {
    if (several.size() > 1) {
      var names = several.stream().map(it -> it.facts().sequence().orElseThrow()).toList();
      throw new RecipeException(
          "the column "
              + Identifiers.quote(column)
              + " owns "
              + names.size()
              + " sequences, and only one can go with it: "
              + names.stream().map(TableName::toSql).collect(Collectors.joining(", "))
              + ". Take the others from it, which stay where they are: "
              + names.stream()
                  .skip(1)
                  .map(it -> "ALTER SEQUENCE " + it.toSql() + " OWNED BY NONE")
                  .collect(Collectors.joining("; "))
              + ". Nothing was done");
    }
    return several.get(0);
  }

  private static Raw raw(ResultSet row, List<Grant> grants) throws SQLException {
    var schema = row.getString(4);
    var facts =
        new ColumnFacts(
            Optional.ofNullable(row.getString(1)),
            Optional.ofNullable(row.getString(7)),
            Optional.ofNullable(row.getObject(2)).map(it -> ((Number) it).intValue()),
            Arrays.asList((String[]) row.getArray(3).getArray()),
            grants,
            schema == null
                ? Optional.empty()
                : Optional.of(new TableName(schema, row.getString(5))),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.ofNullable(row.getString(8)));
    return new Raw(facts, schema == null ? Optional.empty() : Optional.of(row.getLong(6)));
  }

  private static Grant grant(ResultSet row) throws SQLException {
    return new Grant(row.getString(1), row.getString(2), row.getBoolean(3));
  }
}
