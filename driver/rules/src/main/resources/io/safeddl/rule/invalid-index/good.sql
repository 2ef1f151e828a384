-- invalid orders_customer_id_idx
-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
-- statement
DROP INDEX CONCURRENTLY IF EXISTS orders_customer_id_idx;
-- statement
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
