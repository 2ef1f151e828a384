-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
SET lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN note text;
