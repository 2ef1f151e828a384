-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
-- statement
CREATE INDEX CONCURRENTLY customers_again ON customers (id);
