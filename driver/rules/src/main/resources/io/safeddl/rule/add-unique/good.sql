-- setup
CREATE TABLE orders (id bigint NOT NULL, number text);
-- statement
CREATE UNIQUE INDEX CONCURRENTLY orders_number_key ON orders (number);
-- statement
ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE USING INDEX orders_number_key;
-- statement
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON orders (id);
-- statement
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;
