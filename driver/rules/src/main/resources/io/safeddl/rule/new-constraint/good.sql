-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric CONSTRAINT given CHECK (amount IS NOT NULL), number text);
CREATE UNIQUE INDEX orders_number ON orders (number);
-- statement
ALTER TABLE orders ALTER COLUMN amount SET NOT NULL;
-- statement
ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE USING INDEX orders_number;
-- statement
ALTER TABLE orders ADD COLUMN weight int;
ALTER TABLE orders ADD CONSTRAINT weight_positive CHECK (weight > 0) NOT VALID;
