-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric);
-- statement
ALTER TABLE orders ADD CONSTRAINT amount_positive CHECK (amount > 0);
-- statement
ALTER TABLE orders ADD CHECK (amount > 0);
-- statement
ALTER TABLE orders ADD COLUMN tax numeric DEFAULT 0 CHECK (tax >= 0);
