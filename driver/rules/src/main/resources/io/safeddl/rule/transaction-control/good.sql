-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
COMMIT;
