-- setup
CREATE TABLE orders (id bigint NOT NULL, bought date NOT NULL) PARTITION BY RANGE (bought);
-- statement
CREATE TABLE orders_2027 PARTITION OF orders FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
