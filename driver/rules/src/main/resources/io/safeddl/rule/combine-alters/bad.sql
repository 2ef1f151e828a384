-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- statement
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'open';
