-- setup
CREATE TYPE state AS ENUM ('open', 'closed');
CREATE SEQUENCE order_numbers;
CREATE TABLE orders (id bigint CONSTRAINT orders_id PRIMARY KEY);
-- statement
ALTER TYPE state RENAME VALUE 'open' TO 'opened';
-- statement
ALTER TYPE state RENAME TO order_state;
-- statement
ALTER SEQUENCE order_numbers RENAME TO numbers;
-- statement
ALTER TABLE orders RENAME CONSTRAINT orders_id TO orders_key;
