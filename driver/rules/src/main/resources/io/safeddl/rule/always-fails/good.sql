-- setup
CREATE TABLE orders (id bigint, bought date) PARTITION BY RANGE (bought);
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- statement
CREATE INDEX orders_id_idx ON ONLY orders (id);
-- statement
CREATE INDEX CONCURRENTLY orders_2025_id_idx ON orders_2025 (id);
-- statement
ALTER INDEX orders_id_idx ATTACH PARTITION orders_2025_id_idx;
