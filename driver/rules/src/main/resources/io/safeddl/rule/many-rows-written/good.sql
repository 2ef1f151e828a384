-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text, total int);
-- statement
UPDATE orders SET total = 0 WHERE state <> 'paid' AND id BETWEEN 1 AND 10000;
