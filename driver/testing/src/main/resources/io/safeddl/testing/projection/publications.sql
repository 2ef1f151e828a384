SELECT format('publication %I', p.pubname) AS object,
  pg_get_userbyid(p.pubowner) AS owner,
  CASE WHEN p.puballtables THEN 'yes' END AS "all tables",
  concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
    CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END)
    AS publishes,
  CASE WHEN p.pubviaroot THEN 'yes' END AS "via root",
  (SELECT string_agg((to_jsonb(t) - 'pubname')::text, ', '
     ORDER BY t.schemaname COLLATE "C", t.tablename COLLATE "C")
   FROM pg_publication_tables t WHERE t.pubname = p.pubname) AS tables,
  obj_description(p.oid, 'pg_publication') AS comment
FROM pg_publication p
