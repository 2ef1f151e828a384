-- Since PostgreSQL 18 NOT NULL is a constraint here too; before, it is only a property of the column.
SELECT format('constraint %I on %s', k.conname,
    coalesce(nullif(k.conrelid, 0)::regclass::text, k.contypid::regtype::text)) AS object,
  pg_get_constraintdef(k.oid) AS definition,
  CASE WHEN NOT k.convalidated THEN 'no' END AS validated,
  CASE WHEN NOT (coalesce(to_jsonb(k) ->> 'conenforced', 'true'))::boolean THEN 'no' END
    AS enforced,
  nullif(k.conindid, 0)::regclass::text AS index,
  CASE WHEN NOT k.conislocal THEN 'no' END AS local,
  nullif(k.coninhcount, 0)::text AS "inherited times",
  -- Of keys it says how they came about (ADD CONSTRAINT, or from the parent), and means nothing.
  CASE WHEN k.connoinherit AND k.contype IN ('c', 'n') THEN 'yes' END AS "no inherit",
  (SELECT p.conname FROM pg_constraint p WHERE p.oid = k.conparentid) AS parent,
  (SELECT string_agg(DISTINCT g.tgenabled::text, '') FROM pg_trigger g
   WHERE g.tgconstraint = k.oid AND g.tgisinternal AND g.tgenabled <> 'O') AS "triggers enabled",
  obj_description(k.oid, 'pg_constraint') AS comment
FROM pg_constraint k JOIN namespace n ON n.oid = k.connamespace
WHERE k.contype <> 't'
  AND k.conrelid NOT IN (SELECT objid FROM member WHERE classid = 'pg_class'::regclass)
  AND k.contypid NOT IN (SELECT objid FROM member WHERE classid = 'pg_type'::regclass)
