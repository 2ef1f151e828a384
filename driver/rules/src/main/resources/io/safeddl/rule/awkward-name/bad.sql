-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
-- statement
CREATE TABLE "Order" (id bigint PRIMARY KEY);
