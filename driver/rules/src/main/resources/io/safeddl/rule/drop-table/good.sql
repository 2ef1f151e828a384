-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
CREATE TABLE IF NOT EXISTS invoices (id bigint PRIMARY KEY);
