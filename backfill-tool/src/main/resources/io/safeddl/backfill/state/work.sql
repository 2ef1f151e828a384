-- What the processes that fill a table tell each other. Times are the server's.

-- Which way through the table a job is on: 1 is the walk, each later one a sweep.
CREATE TABLE IF NOT EXISTS :schema.backfill_pass (
  job bigint PRIMARY KEY REFERENCES :schema.backfill_job ON DELETE CASCADE,
  pass int NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  pass_started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp());

-- The tables that held rows when a pass began, and how far they are cut into chunks.
CREATE TABLE IF NOT EXISTS :schema.backfill_leaf (
  job bigint NOT NULL REFERENCES :schema.backfill_pass ON DELETE CASCADE,
  pass int NOT NULL,
  leaf oid NOT NULL,
  table_schema text NOT NULL,
  table_name text NOT NULL,
  fresh boolean NOT NULL,
  filenode bigint NOT NULL,
  blocks bigint NOT NULL,
  cut_blocks bigint NOT NULL DEFAULT 0,
  last_key text[],
  cut_key text[],
  cut boolean NOT NULL DEFAULT false,
  begun_again int NOT NULL DEFAULT 0,
  rows bigint NOT NULL DEFAULT 0,
  hot bigint NOT NULL DEFAULT 0,
  skipped bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (job, pass, leaf));

-- Who works, or worked. A heartbeat that stops for longer than the lease means that it is dead.
CREATE TABLE IF NOT EXISTS :schema.backfill_worker (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job bigint NOT NULL REFERENCES :schema.backfill_pass ON DELETE CASCADE,
  host text NOT NULL,
  process bigint NOT NULL,
  started_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  heartbeat_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  ended_at timestamptz,
  doing text NOT NULL DEFAULT 'starts');

-- Pieces of a leaf, each lent to one worker at a time. next_block and next_key say how far it is:
-- they are written in the transaction that writes the rows.
CREATE TABLE IF NOT EXISTS :schema.backfill_chunk (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job bigint NOT NULL,
  pass int NOT NULL,
  leaf oid NOT NULL,
  filenode bigint NOT NULL,
  first_block bigint NOT NULL DEFAULT 0,
  next_block bigint NOT NULL DEFAULT 0,
  end_block bigint NOT NULL DEFAULT 0,
  next_key text[],
  up_to_key text[],
  worker bigint,
  epoch bigint NOT NULL DEFAULT 1,
  leased_until timestamptz,
  done boolean NOT NULL DEFAULT false,
  batches bigint NOT NULL DEFAULT 0,
  rows bigint NOT NULL DEFAULT 0,
  hot bigint NOT NULL DEFAULT 0,
  skipped bigint NOT NULL DEFAULT 0,
  changed_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  FOREIGN KEY (job, pass, leaf) REFERENCES :schema.backfill_leaf ON DELETE CASCADE);
CREATE INDEX IF NOT EXISTS backfill_chunk_of_leaf ON :schema.backfill_chunk (job, pass, leaf);

-- Rows that cannot be written, by the values of their key, or by their place where there is none.
CREATE TABLE IF NOT EXISTS :schema.backfill_quarantine (
  job bigint NOT NULL REFERENCES :schema.backfill_pass ON DELETE CASCADE,
  leaf oid NOT NULL,
  place text NOT NULL,
  table_schema text NOT NULL,
  table_name text NOT NULL,
  pass int NOT NULL,
  sqlstate text NOT NULL,
  error text NOT NULL,
  first_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  last_at timestamptz NOT NULL DEFAULT pg_catalog.clock_timestamp(),
  attempts int NOT NULL DEFAULT 1,
  PRIMARY KEY (job, leaf, place));
