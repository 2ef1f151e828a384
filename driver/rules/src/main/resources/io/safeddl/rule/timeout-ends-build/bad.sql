-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric);
ALTER TABLE orders ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;
-- statement
SET lock_timeout = '2s';
CREATE INDEX CONCURRENTLY orders_amount ON orders (amount);
-- statement
SET statement_timeout = '30s';
ALTER TABLE orders VALIDATE CONSTRAINT amount_positive;
