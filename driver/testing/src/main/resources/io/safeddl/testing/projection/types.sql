-- Row types and array types follow from the tables and the types of their elements.
SELECT format('%s %s',
    CASE t.typtype WHEN 'd' THEN 'domain' WHEN 'e' THEN 'enum' WHEN 'r' THEN 'range'
      WHEN 'm' THEN 'multirange' ELSE 'type' END,
    t.oid::regtype) AS object,
  CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base,
  CASE WHEN t.typnotnull THEN 'yes' END AS "not null",
  t.typdefault AS "default",
  CASE WHEN t.typtype = 'd' AND t.typcollation <> b.typcollation
    THEN t.typcollation::regcollation::text END AS collation,
  (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
   FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels,
  (SELECT r.rngsubtype::regtype::text FROM pg_range r WHERE r.rngtypid = t.oid) AS subtype,
  pg_get_userbyid(t.typowner) AS owner,
  (SELECT string_agg(a::text, ', ' ORDER BY a::text COLLATE "C")
   FROM unnest(coalesce(t.typacl, acldefault('T', t.typowner))) a) AS privileges,
  obj_description(t.oid, 'pg_type') AS comment
FROM pg_type t
  JOIN namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_type b ON b.oid = t.typbasetype
WHERE t.typtype <> 'c'
  AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
  AND t.oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_type'::regclass)
