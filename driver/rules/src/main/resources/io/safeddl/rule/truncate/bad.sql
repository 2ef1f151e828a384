-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
TRUNCATE orders;
