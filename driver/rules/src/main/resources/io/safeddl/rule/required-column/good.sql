-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, note text DEFAULT '' NOT NULL);
-- statement
ALTER TABLE orders ADD COLUMN state text DEFAULT 'open' NOT NULL;
-- statement
ALTER TABLE orders ALTER COLUMN note DROP DEFAULT;
-- statement
CREATE TABLE parcels (id bigint PRIMARY KEY, state text DEFAULT 'open' NOT NULL);
ALTER TABLE parcels ALTER COLUMN state DROP DEFAULT;
