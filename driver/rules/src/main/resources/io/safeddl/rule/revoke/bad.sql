-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
REVOKE UPDATE ON orders FROM PUBLIC;
-- statement
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
