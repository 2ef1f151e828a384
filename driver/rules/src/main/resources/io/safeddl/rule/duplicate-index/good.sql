-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, at date);
CREATE INDEX orders_customer_at ON orders (customer_id, at DESC);
-- statement
CREATE INDEX CONCURRENTLY orders_at ON orders (at);
-- statement
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id, at);
DROP INDEX CONCURRENTLY orders_customer_at;
-- statement
CREATE UNIQUE INDEX CONCURRENTLY orders_customer_key ON orders (customer_id);
