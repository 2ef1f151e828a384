-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric);
CREATE MATERIALIZED VIEW totals AS SELECT id, sum(amount) AS total FROM orders GROUP BY id;
CREATE UNIQUE INDEX totals_id ON totals (id);
-- statement
REFRESH MATERIALIZED VIEW totals;
