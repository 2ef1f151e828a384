SELECT format('statistics %I.%I', n.nspname, s.stxname) AS object,
  pg_get_statisticsobjdef(s.oid) AS definition,
  nullif(to_jsonb(s) ->> 'stxstattarget', '-1') AS "statistics target",
  pg_get_userbyid(s.stxowner) AS owner,
  obj_description(s.oid, 'pg_statistic_ext') AS comment
FROM pg_statistic_ext s JOIN namespace n ON n.oid = s.stxnamespace
