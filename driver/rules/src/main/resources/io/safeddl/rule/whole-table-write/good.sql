-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE imported (id bigint PRIMARY KEY, state text);
-- statement
UPDATE orders SET state = 'open' WHERE id BETWEEN 1 AND 10000;
-- statement
INSERT INTO orders SELECT id, state FROM imported WHERE id BETWEEN 1 AND 10000
ON CONFLICT (id) DO UPDATE SET state = excluded.state;
-- statement
MERGE INTO orders o USING (SELECT * FROM imported WHERE id BETWEEN 1 AND 10000) i ON o.id = i.id
WHEN MATCHED THEN UPDATE SET state = i.state;
