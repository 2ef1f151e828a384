-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
-- statement
ALTER TABLE orders ADD CONSTRAINT customer_given CHECK (customer_id IS NOT NULL) NOT VALID;
-- statement
ALTER TABLE orders VALIDATE CONSTRAINT customer_given;
-- statement
ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;
-- statement
ALTER TABLE orders DROP CONSTRAINT customer_given;
