-- One release, as a careless one might look. Each statement runs by itself, under traffic.
-- The comment before a statement is its reason; "(report)" means that a report reads the table meanwhile.

-- Notes on an order (report)
ALTER TABLE orders ADD COLUMN note text;

-- Find the orders of a customer (report)
CREATE INDEX orders_customer_id_idx ON orders (customer_id);

-- Every order has a status
ALTER TABLE orders ALTER COLUMN status SET NOT NULL;

-- No negative amounts
ALTER TABLE orders ADD CONSTRAINT orders_amount_check CHECK (amount >= 0);

-- Every order belongs to a customer
ALTER TABLE orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id);

-- A public token for every order
ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();

-- The ids run out soon
ALTER TABLE orders ALTER COLUMN id TYPE bigint;

-- Give the space back
VACUUM FULL orders;

-- References are unique
ALTER TABLE orders ADD CONSTRAINT orders_reference_key UNIQUE (reference);

-- The index was not needed after all (report)
DROP INDEX orders_customer_id_idx;
