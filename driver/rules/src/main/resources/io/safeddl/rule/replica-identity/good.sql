-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
CREATE PUBLICATION example_orders FOR TABLE orders;
