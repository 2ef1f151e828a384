-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric);
-- statement
ALTER TABLE orders ADD COLUMN note text;
