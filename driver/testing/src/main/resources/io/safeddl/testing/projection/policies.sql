SELECT format('policy %I on %s', p.polname, p.polrelid::regclass) AS object,
  CASE p.polcmd WHEN '*' THEN 'all' WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert'
    WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' END AS command,
  CASE WHEN NOT p.polpermissive THEN 'yes' END AS restrictive,
  (SELECT string_agg(CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r) END, ', '
     ORDER BY CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r)::text END COLLATE "C")
   FROM unnest(p.polroles) r) AS roles,
  pg_get_expr(p.polqual, p.polrelid) AS using,
  pg_get_expr(p.polwithcheck, p.polrelid) AS "with check",
  obj_description(p.oid, 'pg_policy') AS comment
FROM pg_policy p
  JOIN pg_class c ON c.oid = p.polrelid
  JOIN namespace n ON n.oid = c.relnamespace
