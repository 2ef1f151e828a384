-- The order of the columns is compared, not attnum: a dropped column leaves a gap that nobody sees.
SELECT format('column %I.%I.%I', n.nspname, c.relname, a.attname) AS object,
  row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum)::text AS position,
  format_type(a.atttypid, a.atttypmod) AS type,
  CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END
    AS collation,
  CASE WHEN a.attnotnull THEN 'yes' END AS "not null",
  CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS "default",
  CASE a.attgenerated WHEN 's' THEN 'stored ' WHEN 'v' THEN 'virtual ' END
    || pg_get_expr(d.adbin, d.adrelid) AS generated,
  CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
  CASE WHEN a.attstorage <> t.typstorage THEN a.attstorage::text END AS storage,
  nullif(a.attcompression::text, '') AS compression,
  nullif(to_jsonb(a) ->> 'attstattarget', '-1') AS "statistics target",
  (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(a.attoptions) o) AS options,
  (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(a.attfdwoptions) o)
    AS "foreign data options",
  (SELECT string_agg(p::text, ', ' ORDER BY p::text COLLATE "C") FROM unnest(a.attacl) p)
    AS privileges,
  CASE WHEN NOT a.attislocal THEN 'no' END AS local,
  nullif(a.attinhcount, 0)::text AS "inherited times",
  col_description(c.oid, a.attnum) AS comment
FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
  AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND c.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
