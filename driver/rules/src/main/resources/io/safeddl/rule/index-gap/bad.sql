-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, at date);
CREATE INDEX orders_customer ON orders (customer_id);
-- statement
DROP INDEX CONCURRENTLY orders_customer;
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id, at);
