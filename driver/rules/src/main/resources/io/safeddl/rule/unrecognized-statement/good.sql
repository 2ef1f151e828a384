-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
COMMENT ON TABLE orders IS 'what a customer has bought';
