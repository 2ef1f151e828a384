-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- transaction
-- statement
LOCK TABLE orders IN ROW EXCLUSIVE MODE;
