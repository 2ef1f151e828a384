-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
-- statement
ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;
