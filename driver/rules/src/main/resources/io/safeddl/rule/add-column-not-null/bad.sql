-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
ALTER TABLE orders ADD COLUMN currency char(3) NOT NULL;
