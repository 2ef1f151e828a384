-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
DELETE FROM orders WHERE id BETWEEN 1 AND 1000;
