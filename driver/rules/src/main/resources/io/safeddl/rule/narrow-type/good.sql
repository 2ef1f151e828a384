-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, number varchar(40), amount numeric(12,2));
-- statement
ALTER TABLE orders ALTER COLUMN number TYPE varchar(80);
-- statement
ALTER TABLE orders ALTER COLUMN number TYPE text;
-- statement
ALTER TABLE orders ALTER COLUMN amount TYPE numeric(14,2);
