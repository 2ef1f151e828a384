-- setup
CREATE DOMAIN price AS numeric;
CREATE TABLE orders (id bigint PRIMARY KEY, amount price);
-- statement
ALTER DOMAIN price ADD CONSTRAINT price_positive CHECK (VALUE > 0);
