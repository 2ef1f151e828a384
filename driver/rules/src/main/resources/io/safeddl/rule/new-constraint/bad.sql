-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric, number text);
-- statement
ALTER TABLE orders ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;
-- statement
CREATE UNIQUE INDEX CONCURRENTLY orders_number ON orders (number);
-- statement
ALTER TABLE orders ALTER COLUMN number SET NOT NULL;
