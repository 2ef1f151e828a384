-- Casts by functions, and by the input and output functions of types that are not built in; what
-- initdb made has an OID below 16384. One look at each catalog: asked for each function in turn, ten
-- thousand types and four hundred functions took 1.5 s.
SELECT DISTINCT p.provolatile
FROM (
  SELECT c.castfunc FROM pg_catalog.pg_cast c WHERE c.castfunc::pg_catalog.int8 > 16383
  UNION ALL
  SELECT t.typinput FROM pg_catalog.pg_type t WHERE t.typinput::pg_catalog.int8 > 16383
  UNION ALL
  SELECT t.typoutput FROM pg_catalog.pg_type t WHERE t.typoutput::pg_catalog.int8 > 16383
) f(oid)
JOIN pg_catalog.pg_proc p ON p.oid = f.oid
