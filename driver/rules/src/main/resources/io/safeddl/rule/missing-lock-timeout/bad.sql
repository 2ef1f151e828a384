-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, amount numeric);
-- statement
ALTER TABLE orders ADD COLUMN note text;
-- statement
CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint REFERENCES orders);
-- statement
SET lock_timeout = '2s';
RESET lock_timeout;
DROP TABLE orders;
