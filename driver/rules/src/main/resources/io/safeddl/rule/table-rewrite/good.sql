-- setup
CREATE TABLE orders (id int PRIMARY KEY, note varchar(20));
-- statement
ALTER TABLE orders ALTER COLUMN note TYPE varchar(40);
-- statement
ALTER TABLE orders ADD COLUMN created timestamptz NOT NULL DEFAULT now();
-- statement
ALTER TABLE orders ADD COLUMN token uuid;
-- statement
ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();
