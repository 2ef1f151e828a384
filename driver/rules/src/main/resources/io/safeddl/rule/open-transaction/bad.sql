-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- instead differs: it says what to leave out
-- statement
BEGIN;
COMMENT ON TABLE orders IS 'what was bought';
