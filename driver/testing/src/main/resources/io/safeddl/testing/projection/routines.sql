SELECT format('%s %s',
    CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
    p.oid::regprocedure) AS object,
  CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END AS definition,
  g.aggtransfn::text AS "state function",
  g.aggtranstype::regtype::text AS "state type",
  nullif(g.aggfinalfn, 0)::text AS "final function",
  g.agginitval AS "initial state",
  pg_get_userbyid(p.proowner) AS owner,
  (SELECT string_agg(a::text, ', ' ORDER BY a::text COLLATE "C")
   FROM unnest(coalesce(p.proacl, acldefault('f', p.proowner))) a) AS privileges,
  obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc p
  JOIN namespace n ON n.oid = p.pronamespace
  LEFT JOIN pg_aggregate g ON g.aggfnoid = p.oid
WHERE p.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_proc'::regclass)
