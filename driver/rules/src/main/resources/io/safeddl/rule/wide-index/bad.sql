-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, region text, state text, at date, customer_id bigint);
-- statement
CREATE INDEX CONCURRENTLY ON orders (region, state, at, customer_id);
