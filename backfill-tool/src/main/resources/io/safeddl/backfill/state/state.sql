CREATE TABLE IF NOT EXISTS :schema.backfill_job (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  table_schema text NOT NULL,
  table_name text NOT NULL,
  relation oid NOT NULL,
  columns text[] NOT NULL,
  spec text NOT NULL,
  spec_hash text NOT NULL,
  phase text NOT NULL
    CHECK (phase IN ('expanded', 'built', 'cutover', 'contracted', 'rolledback')),
  wanted text NOT NULL DEFAULT 'run' CHECK (wanted IN ('run', 'pause', 'cancel')),
  created_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
  created_by text NOT NULL DEFAULT session_user,
  changed_at timestamptz NOT NULL DEFAULT pg_catalog.now(),
  filled_at timestamptz,
  filled_xid bigint,
  mirror text[],
  verified_at timestamptz,
  differences bigint,
  finished_at timestamptz
);
CREATE UNIQUE INDEX IF NOT EXISTS backfill_job_current
  ON :schema.backfill_job (table_schema, table_name, columns) WHERE finished_at IS NULL;
COMMENT ON TABLE :schema.backfill_job IS
  'SafeDDL backfill: one row for each spec that is or was carried out (docs/backfill-state.md)';
