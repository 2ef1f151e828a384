-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
DROP TABLE orders;
