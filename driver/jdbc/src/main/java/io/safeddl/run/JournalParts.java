package io.safeddl.run;

/**
 * What the rows of the journal are about, by OID, as SQL: relations, and their columns and
 * constraints. Row {@code j} of {@code safeddl.journal} is meant.
 */
final class JournalParts {
  /** Whether a part of a relation is there: {@code column OID number}, {@code constraint OID}. */
  static final String PART_IS_THERE =
      """
      CASE pg_catalog.split_part(p, ' ', 1)
        WHEN 'column' THEN
          EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a
                   WHERE a.attrelid = CAST(pg_catalog.split_part(p, ' ', 2) AS oid)
                     AND a.attnum = CAST(pg_catalog.split_part(p, ' ', 3) AS int2)
                     AND NOT a.attisdropped)
        ELSE
          EXISTS (SELECT 1 FROM pg_catalog.pg_constraint n
                   WHERE n.oid = CAST(pg_catalog.split_part(p, ' ', 2) AS oid)) END
      """;

  /** Something that the row is about has been dropped since. */
  static final String GONE =
      """
      (EXISTS (SELECT 1 FROM pg_catalog.unnest(j.relations) r
                WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class c WHERE c.oid = r))
       OR EXISTS (SELECT 1 FROM pg_catalog.unnest(j.parts) p WHERE NOT
      """
          + PART_IS_THERE
          + "))";

  /** The columns and constraints of these names that the row's relations have. */
  static final String PARTS =
      """
      ARRAY(SELECT pg_catalog.format('column %s %s', a.attrelid, a.attnum)
              FROM pg_catalog.pg_attribute a
             WHERE a.attrelid = ANY (relations) AND a.attname = ANY (CAST(? AS text[]))
               AND NOT a.attisdropped
             UNION
            SELECT pg_catalog.format('constraint %s', n.oid)
              FROM pg_catalog.pg_constraint n
             WHERE n.conrelid = ANY (relations) AND n.conname = ANY (CAST(? AS text[])))
      """;

  /** The OIDs of those of the first parameter that are there, and of the names of the second. */
  static final String EXISTING =
      """
      ARRAY(SELECT c.oid FROM pg_catalog.pg_class c
             WHERE c.oid = ANY (CAST(? AS oid[]))
             UNION
            SELECT pg_catalog.to_regclass(m)::oid FROM pg_catalog.unnest(CAST(? AS text[])) m
             WHERE pg_catalog.to_regclass(m) IS NOT NULL)
      """;

  private JournalParts() {}
}
