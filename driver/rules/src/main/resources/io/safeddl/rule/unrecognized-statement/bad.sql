-- error
-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
EXPLODE TABLE orders;
