-- _RETURN is the query of a view, which stands there.
SELECT format('rule %I on %s', r.rulename, r.ev_class::regclass) AS object,
  pg_get_ruledef(r.oid) AS definition,
  nullif(r.ev_enabled::text, 'O') AS enabled,
  obj_description(r.oid, 'pg_rewrite') AS comment
FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
  JOIN namespace n ON n.oid = c.relnamespace
WHERE r.rulename <> '_RETURN'
  AND c.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
