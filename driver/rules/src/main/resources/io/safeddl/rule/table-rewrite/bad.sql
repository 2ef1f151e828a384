-- setup
CREATE TABLE orders (id int PRIMARY KEY, note text);
-- instead differs: the column comes beside the old one first
-- statement
ALTER TABLE orders ALTER COLUMN id TYPE bigint;
-- statement
ALTER TABLE orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid();
-- statement
ALTER TABLE orders ADD COLUMN number bigserial;
-- statement
ALTER TABLE orders ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;
-- statement
ALTER TABLE orders ADD COLUMN length int GENERATED ALWAYS AS (length(note)) STORED;
-- statement
ALTER TABLE orders SET UNLOGGED;
