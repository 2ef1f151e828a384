-- setup
CREATE TABLE orders (id bigint, bought date) PARTITION BY RANGE (bought);
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- statement
ALTER TABLE orders DETACH PARTITION orders_2025 CONCURRENTLY;
