-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, at date);
CREATE INDEX orders_customer_at ON orders (customer_id, at);
-- instead differs: the index is left out
-- statement
CREATE INDEX CONCURRENTLY orders_customer ON orders (customer_id);
-- instead differs: the index is left out
-- statement
CREATE INDEX CONCURRENTLY orders_id ON orders (id);
