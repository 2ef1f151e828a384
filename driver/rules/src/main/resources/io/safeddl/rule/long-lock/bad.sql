-- offline
-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
REINDEX INDEX orders_old_idx;
