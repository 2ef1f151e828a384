-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE states (name text PRIMARY KEY);
-- transaction
SET lock_timeout = '2s';
-- instead differs: it says how to split the file
-- statement
ALTER TABLE orders ADD COLUMN note text;
INSERT INTO states VALUES ('open');
-- instead differs: it says how to split the file
-- statement
UPDATE orders SET state = 'open' WHERE id = 1;
ALTER TABLE states ADD COLUMN note text;
