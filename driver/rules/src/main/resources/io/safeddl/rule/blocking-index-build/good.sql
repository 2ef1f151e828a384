-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, note text);
-- statement
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);
-- statement
REINDEX TABLE CONCURRENTLY orders;
