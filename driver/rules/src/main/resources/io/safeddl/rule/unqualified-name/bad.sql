-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
-- statement
ALTER TABLE customers ADD COLUMN note text;
