-- Casts by functions, and by the input and output functions of types that are not built in; what
-- initdb made has an OID below 16384.
SELECT DISTINCT p.provolatile
FROM pg_catalog.pg_proc p
WHERE p.oid::pg_catalog.int8 > 16383
  AND (EXISTS (SELECT 1 FROM pg_catalog.pg_cast c WHERE c.castfunc = p.oid)
    OR EXISTS (SELECT 1 FROM pg_catalog.pg_type t WHERE t.typinput = p.oid OR t.typoutput = p.oid))
