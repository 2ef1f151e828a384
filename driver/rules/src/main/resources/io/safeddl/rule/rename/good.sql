-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- statement
ALTER TABLE orders ADD COLUMN remark text;
