-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
-- statement
CREATE SCHEMA shop;
CREATE TABLE shop.orders (id bigint PRIMARY KEY);
