-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- statement
CREATE TABLE archived_orders (LIKE orders);
