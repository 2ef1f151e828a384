-- setup
CREATE TABLE orders (id bigint CONSTRAINT orders_key PRIMARY KEY, number text);
CREATE UNIQUE INDEX orders_number ON orders (number);
-- statement
DROP INDEX CONCURRENTLY orders_number;
-- statement
ALTER TABLE orders DROP CONSTRAINT orders_key;
