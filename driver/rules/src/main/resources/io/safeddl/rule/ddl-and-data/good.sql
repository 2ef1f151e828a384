-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE states (name text PRIMARY KEY);
-- transaction
SET lock_timeout = '2s';
-- statement
ALTER TABLE orders ADD COLUMN note text;
COMMENT ON COLUMN orders.note IS 'free text';
-- statement
CREATE TABLE regions (name text PRIMARY KEY);
INSERT INTO regions VALUES ('north');
ALTER TABLE regions ADD COLUMN note text;
