-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
ALTER TABLE orders CLUSTER ON orders_pkey;
