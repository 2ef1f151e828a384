-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
ALTER TABLE orders ALTER COLUMN id SET STATISTICS 1000;
