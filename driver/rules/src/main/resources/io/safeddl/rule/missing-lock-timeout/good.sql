-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric);
-- statement
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
-- statement
CREATE TABLE parcels (id bigint PRIMARY KEY);
ALTER TABLE parcels ADD COLUMN weight int;
-- statement
SELECT set_config('lock_timeout', '500ms', false);
ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';
