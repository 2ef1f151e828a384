-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
-- statement
DROP INDEX CONCURRENTLY IF EXISTS customers_again;
CREATE INDEX CONCURRENTLY customers_again ON customers (id);
