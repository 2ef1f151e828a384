SELECT format('operator %s', o.oid::regoperator) AS object,
  o.oprcode::text AS function,
  o.oprresult::regtype::text AS result,
  CASE WHEN o.oprcanmerge THEN 'yes' END AS merges,
  CASE WHEN o.oprcanhash THEN 'yes' END AS hashes,
  nullif(o.oprcom, 0)::regoperator::text AS commutator,
  nullif(o.oprnegate, 0)::regoperator::text AS negator,
  nullif(o.oprrest, 0)::text AS restrict,
  nullif(o.oprjoin, 0)::text AS "join",
  pg_get_userbyid(o.oprowner) AS owner,
  obj_description(o.oid, 'pg_operator') AS comment
FROM pg_operator o JOIN namespace n ON n.oid = o.oprnamespace
WHERE o.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_operator'::regclass)
