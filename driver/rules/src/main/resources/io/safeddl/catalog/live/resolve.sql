-- The session's settings, and the relations that have one of :names in one of :schemas. No more than that, and without sub-queries: it runs for every
-- statement, and planning is the dear part.
SELECT 'settings' AS what,
  ARRAY[
    pg_catalog.current_setting('server_version_num'),
    pg_catalog.current_setting('TimeZone'),
    pg_catalog.current_setting('standard_conforming_strings'),
    pg_catalog.current_schemas(false)::pg_catalog.text,
    pg_catalog.current_schemas(true)::pg_catalog.text,
    COALESCE((SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = pg_catalog.pg_my_temp_schema()), '')::pg_catalog.text,
    pg_catalog.current_setting('search_path'),
    CURRENT_USER::pg_catalog.text
  ] AS facts
UNION ALL
SELECT 'relation', ARRAY[n.nspname::pg_catalog.text, c.relname::pg_catalog.text, c.oid::pg_catalog.text]
FROM pg_catalog.pg_namespace n
JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
WHERE n.nspname = ANY (:schemas) AND c.relname = ANY (:names)
