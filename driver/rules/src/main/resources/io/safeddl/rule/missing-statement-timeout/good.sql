-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric);
-- statement
SET statement_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;
