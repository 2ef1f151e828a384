-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
GRANT SELECT ON orders TO PUBLIC;
-- statement
CREATE TABLE parcels (id bigint PRIMARY KEY);
REVOKE UPDATE ON parcels FROM PUBLIC;
-- statement
CREATE POLICY anybody ON orders USING (true);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
