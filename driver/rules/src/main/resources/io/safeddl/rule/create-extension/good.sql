-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
-- statement
COMMENT ON TABLE customers IS 'who buys';
