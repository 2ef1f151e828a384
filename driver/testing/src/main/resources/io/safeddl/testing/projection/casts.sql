-- Built-in casts have the low OIDs of the catalogs' initial contents (manual, section 69.2.2).
SELECT format('cast from %s to %s', castsource::regtype, casttarget::regtype) AS object,
  CASE WHEN castfunc = 0 THEN NULL ELSE castfunc::regprocedure::text END AS function,
  castcontext::text AS context,
  castmethod::text AS method
FROM pg_cast
WHERE oid >= 16384
  AND oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_cast'::regclass)
