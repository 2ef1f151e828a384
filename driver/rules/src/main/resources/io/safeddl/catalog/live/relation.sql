-- One row per relation of :targets (a query that gives OIDs).
-- Whatever opens a relation (its size, the text of an expression) would wait behind a session that
-- holds, or waits for, ACCESS EXCLUSIVE: for those relations the row says so and goes without.
-- Scalar sub-queries where joins would do: planning is the dear part, and grows with the joins.
WITH RECURSIVE
targets(oid) AS MATERIALIZED (:targets),
locks(relation, mode, own, granted) AS MATERIALIZED (
  SELECT l.relation, l.mode, l.pid IS NOT NULL AND l.pid = pg_catalog.pg_backend_pid(), l.granted
  FROM pg_catalog.pg_locks l
  WHERE l.locktype = 'relation'
    AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
),
locked(oid) AS MATERIALIZED (
  SELECT l.relation FROM locks l
  WHERE l.mode = 'AccessExclusiveLock' AND NOT l.own
    -- Who holds any lock on the relation is served before those who wait for it.
    AND NOT EXISTS (SELECT 1 FROM locks o WHERE o.relation = l.relation AND o.own AND o.granted)
),
leaves(root, oid) AS (
  SELECT t.oid, t.oid FROM targets t
  UNION ALL
  SELECT l.root, i.inhrelid
  FROM leaves l
  JOIN pg_catalog.pg_class c ON c.oid = l.oid AND (c.relkind = 'p' OR c.relkind = 'I')
  JOIN pg_catalog.pg_inherits i ON i.inhparent = l.oid
),
heaps(root, oid) AS (
  SELECT l.root, l.oid FROM leaves l
  UNION ALL
  SELECT l.root, c.reltoastrelid
  FROM leaves l
  JOIN pg_catalog.pg_class c ON c.oid = l.oid AND c.reltoastrelid <> 0
),
files(root, oid) AS (
  SELECT h.root, h.oid FROM heaps h
  UNION ALL
  SELECT h.root, x.indexrelid FROM heaps h JOIN pg_catalog.pg_index x ON x.indrelid = h.oid
),
sizes(root, bytes, unsized) AS (
  SELECT s.root,
    pg_catalog.sum(
      CASE WHEN s.locked
        THEN s.relpages::pg_catalog.int8 * pg_catalog.current_setting('block_size')::pg_catalog.int8
        ELSE pg_catalog.pg_relation_size(s.oid, 'main') END),
    pg_catalog.bool_or(s.locked AND s.relpages = 0 AND (s.relkind = 'r' OR s.relkind = 'm'))
  FROM (
    SELECT f.root, c.oid, c.relkind, c.relpages,
      EXISTS (SELECT 1 FROM locked k WHERE k.oid = c.oid) AS locked
    FROM files f
    JOIN pg_catalog.pg_class c ON c.oid = f.oid
      AND c.relkind <> 'p' AND c.relkind <> 'I' AND c.relkind <> 'v' AND c.relkind <> 'f' AND c.relkind <> 'c'
  ) s
  GROUP BY s.root
),
counts(root, tuples, uncounted) AS (
  SELECT l.root, pg_catalog.sum(c.reltuples::pg_catalog.float8), pg_catalog.bool_or(c.reltuples < 0)
  FROM leaves l
  JOIN pg_catalog.pg_class c ON c.oid = l.oid AND c.relkind <> 'p' AND c.relkind <> 'I'
  GROUP BY l.root
)
SELECT
  c.oid AS oid,
  (SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = c.relnamespace) AS schema,
  c.relname AS name,
  c.relkind AS kind,
  pg_catalog.pg_get_userbyid(c.relowner) AS owner,
  c.relpersistence = 't' AS temporary,
  -- The system columns' rows are written once, with the table; its pg_class row by every change.
  CASE WHEN EXISTS (SELECT 1 FROM locks l WHERE l.relation = c.oid AND l.own AND l.mode = 'AccessExclusiveLock')
    THEN (
      SELECT pg_catalog.array_agg(a.xmin::pg_catalog.text)
      FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = c.oid AND (a.attnum < 0 OR c.relkind = 'v' OR c.relkind = 'i' OR c.relkind = 'I'))
    END AS writers,
  pg_catalog.pg_current_xact_id_if_assigned()::pg_catalog.text AS transaction,
  pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::pg_catalog.text AS horizon,
  COALESCE((SELECT CASE WHEN s.unsized THEN -1 ELSE s.bytes END FROM sizes s WHERE s.root = c.oid), 0)::pg_catalog.int8 AS bytes,
  COALESCE((SELECT CASE WHEN r.uncounted THEN -1 ELSE r.tuples END FROM counts r WHERE r.root = c.oid), -1)::pg_catalog.float8 AS tuples,
  (
    SELECT pg_catalog.array_agg(ARRAY[
      a.attnum::pg_catalog.text,
      a.attname::pg_catalog.text,
      pg_catalog.format_type(a.atttypid, a.atttypmod),
      (
        SELECT tn.nspname FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
        WHERE t.oid = COALESCE(y.element, y.oid)
      )::pg_catalog.text,
      (SELECT t.typname FROM pg_catalog.pg_type t WHERE t.oid = COALESCE(y.element, y.oid))::pg_catalog.text,
      (y.element IS NOT NULL)::pg_catalog.text,
      a.attnotnull::pg_catalog.text,
      (
        SELECT CASE WHEN ln.nspname = 'pg_catalog' THEN '' ELSE ln.nspname::pg_catalog.text END
        FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
        WHERE l.oid = a.attcollation AND a.attcollation <> y.typcollation
      ),
      (
        SELECT l.collname FROM pg_catalog.pg_collation l
        WHERE l.oid = a.attcollation AND a.attcollation <> y.typcollation
      )::pg_catalog.text,
      a.attgenerated::pg_catalog.text,
      a.attidentity::pg_catalog.text,
      (d.oid IS NOT NULL)::pg_catalog.text,
      CASE WHEN NOT lock.held THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END
    ]::pg_catalog.text[] ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute a
    CROSS JOIN LATERAL (
      SELECT t.oid, t.typcollation,
        (SELECT e.oid FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid) AS element
      FROM pg_catalog.pg_type t
      WHERE t.oid = a.atttypid
    ) y
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  ) AS columns,
  (
    SELECT pg_catalog.array_agg(ARRAY[
      o.conname::pg_catalog.text,
      o.contype::pg_catalog.text,
      o.conkey::pg_catalog.text,
      CASE WHEN NOT lock.held THEN pg_catalog.pg_get_constraintdef(o.oid) END,
      CASE WHEN NOT lock.held THEN pg_catalog.pg_get_expr(o.conbin, o.conrelid) END,
      o.convalidated::pg_catalog.text,
      :enforced::pg_catalog.text,
      o.connoinherit::pg_catalog.text,
      (
        SELECT fn.nspname FROM pg_catalog.pg_class f JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
        WHERE f.oid = o.confrelid
      )::pg_catalog.text,
      (SELECT f.relname FROM pg_catalog.pg_class f WHERE f.oid = o.confrelid)::pg_catalog.text,
      (
        SELECT pg_catalog.array_agg(a.attname ORDER BY k.position)
        FROM pg_catalog.unnest(o.confkey) WITH ORDINALITY k(attnum, position)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = o.confrelid AND a.attnum = k.attnum
      )::pg_catalog.text,
      (SELECT x.relname FROM pg_catalog.pg_class x WHERE x.oid = o.conindid AND o.contype <> 'f')::pg_catalog.text
    ]::pg_catalog.text[] ORDER BY o.conname)
    FROM pg_catalog.pg_constraint o
    WHERE o.conrelid = c.oid
  ) AS constraints,
  (
    SELECT pg_catalog.array_agg(ARRAY[
      i.oid::pg_catalog.text,
      (SELECT xn.nspname FROM pg_catalog.pg_namespace xn WHERE xn.oid = i.relnamespace)::pg_catalog.text,
      i.relname::pg_catalog.text,
      (SELECT m.amname FROM pg_catalog.pg_am m WHERE m.oid = i.relam)::pg_catalog.text,
      x.indisunique::pg_catalog.text,
      x.indisprimary::pg_catalog.text,
      x.indisvalid::pg_catalog.text,
      (x.indpred IS NOT NULL)::pg_catalog.text,
      x.indkey::pg_catalog.text,
      x.indnkeyatts::pg_catalog.text,
      (x.indexprs IS NOT NULL OR x.indpred IS NOT NULL)::pg_catalog.text,
      CASE WHEN NOT shut.held THEN pg_catalog.pg_get_expr(x.indexprs, x.indrelid) END,
      CASE WHEN NOT shut.held THEN pg_catalog.pg_get_expr(x.indpred, x.indrelid) END,
      (
        SELECT pg_catalog.array_agg(DISTINCT p.refobjsubid)
        FROM pg_catalog.pg_depend p
        WHERE p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.objid = i.oid
          AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND p.refobjid = c.oid
      )::pg_catalog.text,
      (
        SELECT o.conname FROM pg_catalog.pg_constraint o
        WHERE o.conrelid = c.oid AND o.conindid = i.oid AND (o.contype = 'p' OR o.contype = 'u' OR o.contype = 'x')
        LIMIT 1
      )::pg_catalog.text,
      CASE WHEN NOT shut.held THEN pg_catalog.pg_get_indexdef(i.oid) END,
      (
        WITH RECURSIVE parts(oid) AS (
          SELECT i.oid
          UNION ALL
          SELECT h.inhrelid FROM parts p JOIN pg_catalog.pg_inherits h ON h.inhparent = p.oid
        )
        SELECT pg_catalog.sum(
          CASE WHEN EXISTS (SELECT 1 FROM locked k WHERE k.oid = q.oid)
            THEN q.relpages::pg_catalog.int8 * pg_catalog.current_setting('block_size')::pg_catalog.int8
            ELSE pg_catalog.pg_relation_size(q.oid, 'main') END)
        FROM parts p
        JOIN pg_catalog.pg_class q ON q.oid = p.oid AND q.relkind = 'i'
      )::pg_catalog.text
    ]::pg_catalog.text[] ORDER BY i.relname)
    FROM pg_catalog.pg_index x
    JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid
    CROSS JOIN LATERAL (
      SELECT lock.held OR EXISTS (SELECT 1 FROM locked k WHERE k.oid = i.oid) AS held
    ) shut
    WHERE x.indrelid = c.oid
  ) AS indexes,
  (
    SELECT pg_catalog.array_agg(ARRAY[pn.nspname::pg_catalog.text, p.relname::pg_catalog.text] ORDER BY i.inhseqno)
    FROM pg_catalog.pg_inherits i
    JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
    JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
    WHERE i.inhrelid = c.oid
  ) AS parents,
  c.relispartition AS partition,
  CASE
    WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_partitioned_table p WHERE p.partdefid = c.oid) THEN 'DEFAULT'
    WHEN NOT lock.held THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid)
  END AS bound,
  k.partattrs::pg_catalog.text AS partition_columns,
  -- Compared in another way than the columns themselves are: what a CHECK says of them proves nothing.
  EXISTS (
    SELECT 1
    FROM ROWS FROM (pg_catalog.unnest(k.partattrs), pg_catalog.unnest(k.partcollation), pg_catalog.unnest(k.partclass)) u(attnum, collated, class)
    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum
    WHERE u.collated <> a.attcollation
      OR NOT (SELECT l.opcdefault FROM pg_catalog.pg_opclass l WHERE l.oid = u.class)
  ) AS partition_special,
  CASE WHEN NOT lock.held THEN pg_catalog.pg_get_expr(k.partexprs, k.partrelid) END AS partition_expressions,
  (
    SELECT pg_catalog.array_agg(ARRAY[hn.nspname::pg_catalog.text, h.relname::pg_catalog.text] ORDER BY hn.nspname, h.relname)
    FROM pg_catalog.pg_inherits i
    JOIN pg_catalog.pg_class h ON h.oid = i.inhrelid
    JOIN pg_catalog.pg_namespace hn ON hn.oid = h.relnamespace
    WHERE i.inhparent = c.oid
  ) AS children,
  (
    SELECT pg_catalog.array_agg(ARRAY[qn.nspname::pg_catalog.text, q.relname::pg_catalog.text, o.conname::pg_catalog.text] ORDER BY qn.nspname, q.relname, o.conname)
    FROM pg_catalog.pg_constraint o
    JOIN pg_catalog.pg_class q ON q.oid = o.conrelid
    JOIN pg_catalog.pg_namespace qn ON qn.oid = q.relnamespace
    WHERE o.confrelid = c.oid AND o.contype = 'f'
  ) AS referencing,
  (
    SELECT tn.nspname
    FROM pg_catalog.pg_index x
    JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
    JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
    WHERE x.indexrelid = c.oid
  ) AS table_schema,
  (
    SELECT t.relname
    FROM pg_catalog.pg_index x
    JOIN pg_catalog.pg_class t ON t.oid = x.indrelid
    WHERE x.indexrelid = c.oid
  ) AS table_name
FROM targets g
JOIN pg_catalog.pg_class c ON c.oid = g.oid
CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM locked k WHERE k.oid = c.oid) AS held) lock
LEFT JOIN pg_catalog.pg_partitioned_table k ON k.partrelid = c.oid
ORDER BY 2, 3
