-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- transaction
ALTER TABLE customers ADD COLUMN note text;
-- instead differs: it says where the statement belongs
-- statement
ALTER TABLE orders ADD COLUMN note text;
