-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- statement
UPDATE orders SET state = 'open';
-- statement
DELETE FROM orders;
-- statement
WITH gone AS (DELETE FROM orders RETURNING id) SELECT count(*) FROM gone;
-- statement
COPY (DELETE FROM orders RETURNING id) TO STDOUT;
-- statement
UPDATE orders SET state = 'open' WHERE 1 = 1;
