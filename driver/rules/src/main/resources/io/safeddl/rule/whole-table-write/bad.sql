-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE imported (id bigint PRIMARY KEY, state text);
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
-- statement
INSERT INTO orders SELECT id, state FROM imported ON CONFLICT (id) DO UPDATE SET state = excluded.state;
-- statement
MERGE INTO orders USING imported i ON true WHEN MATCHED THEN DELETE;
-- statement
MERGE INTO orders o USING imported i ON o.id = i.id WHEN MATCHED THEN UPDATE SET state = i.state;
