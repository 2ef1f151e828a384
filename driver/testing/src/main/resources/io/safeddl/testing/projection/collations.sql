SELECT format('collation %I.%I', n.nspname, c.collname) AS object,
  c.collprovider::text AS provider,
  c.collcollate AS collate,
  c.collctype AS ctype,
  coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale') AS locale,
  CASE WHEN NOT c.collisdeterministic THEN 'no' END AS deterministic,
  pg_get_userbyid(c.collowner) AS owner,
  obj_description(c.oid, 'pg_collation') AS comment
FROM pg_collation c JOIN namespace n ON n.oid = c.collnamespace
WHERE c.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_collation'::regclass)
