-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- statement
UPDATE orders SET state = 'open';
-- statement
DELETE FROM orders;
