-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
BEGIN;
COMMENT ON TABLE orders IS 'what was bought';
