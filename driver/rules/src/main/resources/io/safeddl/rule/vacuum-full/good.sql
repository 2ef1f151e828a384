-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
VACUUM (ANALYZE) orders;
