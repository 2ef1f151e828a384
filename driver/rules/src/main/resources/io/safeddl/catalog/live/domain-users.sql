-- The tables with a column of the domain of :target, or of a domain over it.
WITH RECURSIVE domains(oid) AS (
  SELECT t.oid FROM (:target) t(oid)
  UNION
  SELECT t.oid
  FROM domains d
  JOIN pg_catalog.pg_type t ON t.typbasetype = d.oid AND t.typtype = 'd'
)
SELECT DISTINCT c.oid
FROM domains d
JOIN pg_catalog.pg_attribute a ON a.atttypid = d.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND (c.relkind = 'r' OR c.relkind = 'p' OR c.relkind = 'm')
