-- setup
CREATE TYPE state AS ENUM ('open', 'closed');
CREATE SEQUENCE order_numbers;
CREATE FUNCTION total(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1';
-- statement
DROP FUNCTION total(bigint);
CREATE FUNCTION total(bigint, text) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1';
-- statement
DROP TYPE state;
-- statement
DROP SEQUENCE order_numbers;
-- statement
DROP EXTENSION IF EXISTS hstore;
