-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
-- statement
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
