SELECT
  pg_catalog.current_setting('server_version_num')::pg_catalog.int4 AS version,
  pg_catalog.current_setting('TimeZone') AS zone,
  pg_catalog.current_setting('standard_conforming_strings') = 'on' AS standard_strings,
  pg_catalog.current_schemas(false)::pg_catalog.text[] AS path
