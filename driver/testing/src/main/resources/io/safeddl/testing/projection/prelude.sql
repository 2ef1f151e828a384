-- Comes before every other query: the schemas that are looked at, and what belongs to an extension.
WITH namespace AS (
  SELECT oid, nspname, nspowner, nspacl FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'safeddl')
), member AS (
  SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
)
