-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- statement
UPDATE orders SET state = 'open' WHERE id BETWEEN 1 AND 10000;
