-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
-- statement
DROP INDEX CONCURRENTLY orders_customer_id_idx;
