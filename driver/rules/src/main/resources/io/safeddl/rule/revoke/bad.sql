-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
REVOKE UPDATE ON orders FROM PUBLIC;
