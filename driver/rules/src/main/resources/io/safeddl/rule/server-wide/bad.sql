-- offline
-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
ALTER SYSTEM SET work_mem = '64MB';
