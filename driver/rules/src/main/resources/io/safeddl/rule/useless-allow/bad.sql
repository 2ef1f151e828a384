-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
/* safeddl:allow table-rewrit: only 40 rows */ ALTER TABLE orders ADD COLUMN note text;
