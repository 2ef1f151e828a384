SELECT format('trigger %I on %s', g.tgname, g.tgrelid::regclass) AS object,
  pg_get_triggerdef(g.oid) AS definition,
  CASE g.tgenabled WHEN 'D' THEN 'disabled' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END
    AS enabled,
  (SELECT p.tgrelid::regclass::text FROM pg_trigger p WHERE p.oid = g.tgparentid) AS "parent on",
  obj_description(g.oid, 'pg_trigger') AS comment
FROM pg_trigger g
  JOIN pg_class c ON c.oid = g.tgrelid
  JOIN namespace n ON n.oid = c.relnamespace
WHERE NOT g.tgisinternal
  AND c.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
