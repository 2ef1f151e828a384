-- example add-unique
-- setup
CREATE TABLE p (id int NOT NULL, k int NOT NULL, b text) PARTITION BY RANGE (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10) PARTITION BY LIST (k);
CREATE TABLE p1a PARTITION OF p1 FOR VALUES IN (1, 2, 3);
CREATE TABLE "P1 b" PARTITION OF p1 DEFAULT;
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
INSERT INTO p SELECT g, g % 20 FROM generate_series(1, 40) g;
-- statement
ALTER TABLE p ADD UNIQUE (id, k);
-- statement
ALTER TABLE p ADD CONSTRAINT "Key" UNIQUE (k, id) INCLUDE (b) WITH (fillfactor = 70) DEFERRABLE;
-- example add-unique
-- setup
CREATE TABLE p (id int, k int, b text) PARTITION BY RANGE (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10) PARTITION BY LIST (k);
CREATE TABLE p1a PARTITION OF p1 FOR VALUES IN (1, 2, 3);
CREATE TABLE p1b PARTITION OF p1 DEFAULT;
CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20);
INSERT INTO p SELECT g, g % 20 FROM generate_series(1, 40) g;
-- instead differs 18+: USING INDEX makes the NOT NULL constraints the leaves' own
-- statement
ALTER TABLE p ADD PRIMARY KEY (id, k);
-- example add-unique
-- setup
CREATE TABLE p (id int, k int, b text) PARTITION BY RANGE (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);
-- instead differs: the other actions stay in a statement of their own
-- statement
ALTER TABLE p ADD COLUMN c int, ADD CONSTRAINT key PRIMARY KEY (k, id), ALTER b SET DEFAULT 'x';
-- example add-unique
-- setup
CREATE TABLE p (id int NOT NULL, k int NOT NULL) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
ALTER TABLE p1 ADD CONSTRAINT mine UNIQUE (id, k);
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE TABLE p3 PARTITION OF p FOR VALUES IN (3);
CREATE UNIQUE INDEX not_taken ON p3 (id, k);
-- statement
ALTER TABLE p ADD UNIQUE (id, k);
-- example add-unique
-- error
-- setup
CREATE TABLE p (id int NOT NULL, k int NOT NULL) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE FOREIGN TABLE p2 PARTITION OF p FOR VALUES IN (2) SERVER far;
-- statement
ALTER TABLE p ADD UNIQUE (id, k);
-- example blocking-index-build
-- setup
CREATE TABLE p (id int, k int) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
CREATE TABLE p1a PARTITION OF p1 DEFAULT;
CREATE FOREIGN TABLE p1f PARTITION OF p1 FOR VALUES IN (7) SERVER far;
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
CREATE INDEX mine ON p2 (id);
-- statement
CREATE INDEX ON p (id);
-- statement
CREATE INDEX named ON p (k, id);
-- example blocking-index-build
-- setup
CREATE TABLE t (id int);
CREATE MATERIALIZED VIEW v AS SELECT id FROM t;
CREATE UNIQUE INDEX v_id ON v (id);
-- statement
REINDEX TABLE v;
-- statement
REINDEX INDEX v_id;
-- example always-fails
-- error
-- setup
CREATE TABLE p (id int, k int) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
CREATE TABLE p1a PARTITION OF p1 DEFAULT;
-- statement
CREATE INDEX CONCURRENTLY ON p (id);
-- example foreign-key-index
-- setup
CREATE TABLE o (id int PRIMARY KEY);
CREATE TABLE p (id int, k int) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
CREATE TABLE p1a PARTITION OF p1 DEFAULT;
-- instead differs: an index beside the foreign key
-- statement
ALTER TABLE p ADD FOREIGN KEY (id) REFERENCES o;
-- example add-foreign-key
-- setup
CREATE TABLE o (id int PRIMARY KEY);
CREATE TABLE p (id int, k int) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
CREATE TABLE p1a PARTITION OF p1 DEFAULT;
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
-- statement
ALTER TABLE p ADD FOREIGN KEY (id) REFERENCES o;
-- example add-foreign-key
-- setup
CREATE TABLE t (id int PRIMARY KEY, parent int, code int);
-- statement
ALTER TABLE t ADD UNIQUE (code), ADD FOREIGN KEY (parent) REFERENCES t (code);
-- example table-rewrite
-- setup
CREATE DOMAIN price AS numeric(10, 2) CHECK (VALUE > 0);
CREATE DOMAIN small_price AS price;
CREATE TABLE t (id int PRIMARY KEY);
-- statement
ALTER TABLE t ADD COLUMN amount price;
-- statement
ALTER TABLE t ADD COLUMN amount small_price DEFAULT 1 NOT NULL;
-- statement
ALTER TABLE t ADD COLUMN amount price CHECK (amount < 100);
-- example set-not-null
-- setup
CREATE TABLE p (id int, k int) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
CREATE TABLE p1a PARTITION OF p1 DEFAULT;
-- statement
ALTER TABLE p ALTER id SET NOT NULL;
-- example add-check
-- setup
CREATE TABLE p (id int, k int) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
CREATE TABLE p1a PARTITION OF p1 DEFAULT;
-- statement
ALTER TABLE p ADD CHECK (id > 0);
-- example attach-partition
-- setup
CREATE TABLE p (id int, k int, PRIMARY KEY (id, k)) PARTITION BY RANGE (k);
CREATE INDEX ON p (id);
CREATE TABLE pd PARTITION OF p DEFAULT;
CREATE TABLE p1 (id int NOT NULL, k int NOT NULL);
INSERT INTO p1 VALUES (1, 1);
-- statement
ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (0) TO (10);
-- example add-foreign-key
-- setup
CREATE TABLE o (id int PRIMARY KEY) PARTITION BY LIST (id);
CREATE TABLE o1 PARTITION OF o DEFAULT;
CREATE TABLE p (id int, k int) PARTITION BY LIST (k);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id);
CREATE TABLE p1a PARTITION OF p1 DEFAULT;
CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);
-- instead differs: before 18 VALIDATE leaves the parts that point to partitions NOT VALID
-- statement
ALTER TABLE p ADD FOREIGN KEY (id) REFERENCES o;
