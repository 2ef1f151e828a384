-- The type of :target (a query that gives an OID), and below a domain all that it is over.
WITH RECURSIVE chain(oid, depth) AS (
  SELECT t.oid, 0 FROM (:target) t(oid)
  UNION ALL
  SELECT t.typbasetype, c.depth + 1
  FROM chain c
  JOIN pg_catalog.pg_type t ON t.oid = c.oid AND t.typtype = 'd'
)
SELECT
  n.nspname AS schema,
  t.typname AS name,
  t.typtype AS kind,
  t.typnotnull OR EXISTS (SELECT 1 FROM pg_catalog.pg_constraint o WHERE o.contypid = t.oid) AS constrained,
  t.typdefaultbin IS NOT NULL AS has_default,
  t.typdefault AS default_text,
  pg_catalog.format_type(t.typbasetype, t.typtypmod) AS base,
  bn.nspname AS base_schema,
  b.typname AS base_name,
  e.oid IS NOT NULL AS base_array
FROM chain c
JOIN pg_catalog.pg_type t ON t.oid = c.oid
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_type y ON y.oid = t.typbasetype
LEFT JOIN pg_catalog.pg_type e ON e.oid = y.typelem AND e.typarray = y.oid
LEFT JOIN pg_catalog.pg_type b ON b.oid = COALESCE(e.oid, y.oid)
LEFT JOIN pg_catalog.pg_namespace bn ON bn.oid = b.typnamespace
ORDER BY c.depth
