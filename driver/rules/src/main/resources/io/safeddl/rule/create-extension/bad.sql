-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
-- statement
CREATE EXTENSION IF NOT EXISTS plpgsql;
