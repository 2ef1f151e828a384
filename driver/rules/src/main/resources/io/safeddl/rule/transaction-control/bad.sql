-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- transaction
SET lock_timeout = '2s';
-- statement
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
-- statement
COMMIT;
