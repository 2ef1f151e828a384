-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
-- statement
CREATE TABLE orders (id int PRIMARY KEY, code text);
