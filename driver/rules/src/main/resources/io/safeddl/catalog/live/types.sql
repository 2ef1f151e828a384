-- The types that have one of :names in one of :schemas.
SELECT n.nspname AS schema, t.typname AS name, t.typtype AS kind, t.typtype = 'd' OR t.typdefaultbin IS NOT NULL AS more
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid
WHERE n.nspname = ANY (:schemas) AND t.typname = ANY (:names)
