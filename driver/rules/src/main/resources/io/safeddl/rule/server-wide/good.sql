-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
SET work_mem = '64MB';
