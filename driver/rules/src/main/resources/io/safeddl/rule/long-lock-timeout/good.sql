-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
SET lock_timeout = '2s';
-- statement
SET lock_timeout = 750;
-- statement
SET lock_timeout = 0;
