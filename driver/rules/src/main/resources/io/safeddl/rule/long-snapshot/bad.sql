-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- statement
CREATE TABLE archived_orders AS SELECT * FROM orders;
-- statement
COPY orders TO STDOUT;
