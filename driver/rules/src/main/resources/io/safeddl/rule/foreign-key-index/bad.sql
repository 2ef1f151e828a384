-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint);
-- instead differs: an index is added
-- statement
ALTER TABLE orders ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
-- instead differs: an index is added
-- statement
ALTER TABLE orders ADD COLUMN agent_id bigint REFERENCES customers;
