-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
-- statement
ALTER TABLE orders RENAME COLUMN note TO remark;
-- statement
ALTER TABLE orders RENAME TO purchases;
