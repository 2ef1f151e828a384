-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
ALTER TABLE orders ADD COLUMN note text;
SET lock_timeout = '2s';
