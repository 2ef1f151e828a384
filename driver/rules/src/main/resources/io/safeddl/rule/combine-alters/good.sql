-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE parcels (id bigint PRIMARY KEY);
-- statement
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text, ALTER COLUMN state SET DEFAULT 'open';
ALTER TABLE parcels ADD COLUMN weight int;
-- statement
BEGIN;
ALTER TABLE orders ADD COLUMN remark text;
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
COMMIT;
