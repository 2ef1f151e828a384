SELECT format('index %I.%I', n.nspname, c.relname) AS object,
  pg_get_indexdef(c.oid) AS definition,
  CASE WHEN NOT i.indisvalid THEN 'no' END AS valid,
  CASE WHEN NOT i.indisready THEN 'no' END AS ready,
  CASE WHEN NOT i.indislive THEN 'no' END AS live,
  CASE WHEN i.indisprimary THEN 'yes' END AS "primary key",
  CASE WHEN NOT i.indimmediate THEN 'no' END AS "checked at once",
  CASE WHEN i.indisclustered THEN 'yes' END AS "clustered on",
  CASE WHEN i.indisreplident THEN 'yes' END AS "replica identity",
  (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace) AS tablespace,
  (SELECT inhparent::regclass::text FROM pg_inherits WHERE inhrelid = c.oid) AS parent,
  (SELECT string_agg(format('%s %s', a.attnum, to_jsonb(a) ->> 'attstattarget'), ', '
     ORDER BY a.attnum)
   FROM pg_attribute a
   WHERE a.attrelid = c.oid AND (to_jsonb(a) ->> 'attstattarget')::int >= 0)
    AS "statistics targets",
  pg_get_userbyid(c.relowner) AS owner,
  obj_description(c.oid, 'pg_class') AS comment
FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid
  JOIN namespace n ON n.oid = c.relnamespace
WHERE c.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
  AND i.indrelid NOT IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
