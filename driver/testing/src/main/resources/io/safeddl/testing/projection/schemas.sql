SELECT format('schema %I', nspname) AS object,
  pg_get_userbyid(nspowner) AS owner,
  (SELECT string_agg(a::text, ', ' ORDER BY a::text COLLATE "C")
   FROM unnest(coalesce(nspacl, acldefault('n', nspowner))) a) AS privileges,
  obj_description(oid, 'pg_namespace') AS comment
FROM namespace
WHERE oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_namespace'::regclass)
