-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, number text, at date);
CREATE UNIQUE INDEX orders_number ON orders (number);
CREATE INDEX orders_at ON orders (at);
-- statement
CREATE UNIQUE INDEX CONCURRENTLY orders_number_new ON orders (number);
DROP INDEX CONCURRENTLY orders_number;
-- statement
DROP INDEX CONCURRENTLY orders_at;
