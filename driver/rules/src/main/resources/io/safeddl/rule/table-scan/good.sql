-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(20), amount numeric);
ALTER TABLE orders ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;
-- statement
ALTER TABLE orders ALTER COLUMN note TYPE varchar(40);
-- statement
ALTER TABLE orders VALIDATE CONSTRAINT amount_positive;
