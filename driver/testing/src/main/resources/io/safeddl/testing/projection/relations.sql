SELECT format('%s %I.%I',
    CASE c.relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'v' THEN 'view'
      WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table' WHEN 'S' THEN 'sequence'
      WHEN 'c' THEN 'composite type' END,
    n.nspname, c.relname) AS object,
  pg_get_userbyid(c.relowner) AS owner,
  CASE WHEN c.relkind <> 'c' THEN
    (SELECT string_agg(a::text, ', ' ORDER BY a::text COLLATE "C")
     FROM unnest(coalesce(c.relacl,
       acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r'::"char" END, c.relowner))) a)
  END AS privileges,
  CASE c.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
  (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C") FROM unnest(c.reloptions) o) AS options,
  (SELECT string_agg(o, ', ' ORDER BY o COLLATE "C")
   FROM pg_class t, unnest(t.reloptions) o WHERE t.oid = c.reltoastrelid) AS "toast options",
  (SELECT spcname FROM pg_tablespace WHERE oid = c.reltablespace) AS tablespace,
  (SELECT amname FROM pg_am WHERE oid = c.relam) AS "access method",
  CASE c.relreplident WHEN 'n' THEN 'nothing' WHEN 'f' THEN 'full' WHEN 'i' THEN 'index' END
    AS "replica identity",
  CASE WHEN c.relrowsecurity THEN 'enabled' END AS "row security",
  CASE WHEN c.relforcerowsecurity THEN 'forced' END AS "row security of the owner",
  CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS "partitioned by",
  CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END AS "partition bound",
  (SELECT string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno)
   FROM pg_inherits WHERE inhrelid = c.oid) AS inherits,
  CASE WHEN c.reloftype <> 0 THEN c.reloftype::regtype::text END AS "of type",
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS definition,
  CASE WHEN c.relkind = 'm' AND NOT c.relispopulated THEN 'no' END AS populated,
  obj_description(c.oid, 'pg_class') AS comment
FROM pg_class c JOIN namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
  AND c.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
