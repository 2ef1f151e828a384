-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
DELETE FROM orders WHERE id < 1000;
