-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(20) CHECK (note <> ''), amount numeric);
ALTER TABLE orders ADD CONSTRAINT amount_positive CHECK (amount > 0) NOT VALID;
-- instead differs: the column comes beside the old one first
-- statement
ALTER TABLE orders ALTER COLUMN note TYPE varchar(40);
-- statement
ALTER TABLE orders ADD COLUMN tax numeric, VALIDATE CONSTRAINT amount_positive;
