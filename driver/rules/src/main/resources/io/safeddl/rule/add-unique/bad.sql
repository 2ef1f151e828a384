-- setup
CREATE TABLE orders (id bigint NOT NULL, number text);
-- statement
ALTER TABLE orders ADD CONSTRAINT orders_number_key UNIQUE (number);
-- statement
ALTER TABLE orders ADD UNIQUE (number) DEFERRABLE INITIALLY DEFERRED;
-- statement
ALTER TABLE orders ADD PRIMARY KEY (id);
-- statement
ALTER TABLE orders ADD PRIMARY KEY (number);
-- statement
ALTER TABLE orders ADD COLUMN code text UNIQUE;
