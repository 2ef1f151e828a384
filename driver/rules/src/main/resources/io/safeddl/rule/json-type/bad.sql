-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
-- statement
CREATE TABLE orders (id bigint PRIMARY KEY, details json);
