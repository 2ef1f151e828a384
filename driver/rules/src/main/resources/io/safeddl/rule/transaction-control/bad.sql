-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- transaction
SET lock_timeout = '2s';
-- instead differs: it says what to leave out
-- statement
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
-- statement
COMMIT;
