SELECT format('extension %I', extname) AS object,
  extversion AS version,
  extnamespace::regnamespace::text AS schema,
  pg_get_userbyid(extowner) AS owner
FROM pg_extension
