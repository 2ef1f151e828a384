-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
CLUSTER orders USING orders_pkey;
