-- setup
CREATE TABLE orders (id bigint PRIMARY KEY);
-- statement
ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.01);
