-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, note text);
CREATE INDEX orders_note_idx ON orders (note);
-- statement
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
-- statement
REINDEX TABLE orders;
-- statement
REINDEX INDEX orders_note_idx;
-- instead differs: the column comes beside the old one first
-- statement
ALTER TABLE orders ALTER COLUMN note TYPE text COLLATE "C";
