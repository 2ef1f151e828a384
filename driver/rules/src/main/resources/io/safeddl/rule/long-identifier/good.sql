-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
-- statement
CREATE TABLE orders (id bigint CONSTRAINT orders_key PRIMARY KEY);
