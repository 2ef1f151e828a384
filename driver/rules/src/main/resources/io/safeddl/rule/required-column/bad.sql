-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN state text DEFAULT 'open' NOT NULL;
ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;
-- statement
ALTER TABLE orders ADD COLUMN region text;
ALTER TABLE orders ALTER COLUMN region SET NOT NULL;
