-- setup
CREATE FUNCTION total(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1';
-- statement
CREATE FUNCTION total(bigint, text) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT $1';
-- statement
CREATE TYPE region AS ENUM ('north');
DROP TYPE region;
-- statement
DROP FUNCTION IF EXISTS no_such_function(bigint);
