-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
/* safeddl:allow table-rewrite: only 40 rows */ ALTER TABLE orders ALTER COLUMN id TYPE numeric;
