SELECT format('default privileges of %I on %s in %s', pg_get_userbyid(d.defaclrole),
    CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'routines'
      WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas' ELSE 'large objects' END,
    coalesce(nullif(d.defaclnamespace, 0)::regnamespace::text, 'all schemas')) AS object,
  (SELECT string_agg(a::text, ', ' ORDER BY a::text COLLATE "C") FROM unnest(d.defaclacl) a)
    AS privileges
FROM pg_default_acl d
