-- setup
CREATE TABLE orders (id bigint NOT NULL, bought date NOT NULL) PARTITION BY RANGE (bought);
CREATE TABLE orders_2026 (id bigint NOT NULL, bought date NOT NULL);
-- statement
ALTER TABLE orders ATTACH PARTITION orders_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
