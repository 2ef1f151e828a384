-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, note text NOT NULL);
-- statement
ALTER TABLE orders ALTER COLUMN note DROP NOT NULL;
