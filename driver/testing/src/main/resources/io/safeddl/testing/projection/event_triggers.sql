SELECT format('event trigger %I', evtname) AS object,
  evtevent AS event,
  evtfoid::regprocedure::text AS function,
  array_to_string(evttags, ', ') AS tags,
  nullif(evtenabled::text, 'O') AS enabled,
  pg_get_userbyid(evtowner) AS owner,
  obj_description(oid, 'pg_event_trigger') AS comment
FROM pg_event_trigger
WHERE oid NOT IN (SELECT objid FROM member WHERE classid = 'pg_event_trigger'::regclass)
