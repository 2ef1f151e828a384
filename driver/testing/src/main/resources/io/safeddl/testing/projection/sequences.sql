-- What a sequence hands out is compared, not how far it has come: that is data.
SELECT format('sequence %I.%I', n.nspname, c.relname) AS object,
  format_type(s.seqtypid, NULL) AS type,
  s.seqstart::text AS start,
  s.seqincrement::text AS increment,
  s.seqmin::text AS minimum,
  s.seqmax::text AS maximum,
  s.seqcache::text AS cache,
  CASE WHEN s.seqcycle THEN 'yes' END AS cycle,
  (SELECT format('%s.%I', d.refobjid::regclass, a.attname)
   FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
   WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
     AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')) AS "owned by"
FROM pg_sequence s
  JOIN pg_class c ON c.oid = s.seqrelid
  JOIN namespace n ON n.oid = c.relnamespace
WHERE c.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
