-- setup
CREATE TABLE p (x int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
-- what has no online form, alone or beside what has
ALTER TABLE t ADD CHECK (a > 0), ALTER b TYPE bigint
ALTER TABLE t ADD EXCLUDE USING btree (a WITH =)
ALTER TABLE t ADD UNIQUE (a), ADD COLUMN r float DEFAULT random()
ALTER TABLE t DROP COLUMN a, ADD COLUMN a text UNIQUE
ALTER TABLE t ADD UNIQUE (a), ALTER a TYPE bigint
ALTER TABLE t ADD UNIQUE (a), ADD FOREIGN KEY (b) REFERENCES t (a), DROP CONSTRAINT IF EXISTS nothing
ALTER TABLE t ADD COLUMN e int NOT NULL UNIQUE
ALTER TABLE t ADD PRIMARY KEY (a)
-- setup
CREATE TABLE h (s text) PARTITION BY HASH (s);
CREATE TABLE t (s text);
-- no CHECK proves a call without a collation
ALTER TABLE h ATTACH PARTITION t FOR VALUES WITH (MODULUS 2, REMAINDER 0)
-- setup
CREATE TABLE t (id int, a varchar(10) NOT NULL, b varchar(10), gone int);
-- the constraint cannot come first, and the change cannot be taken back
ALTER TABLE t ADD CHECK (a > ''), ALTER a TYPE varchar(20)
ALTER TABLE t ALTER b TYPE varchar(20), ALTER b SET NOT NULL
ALTER TABLE t DROP COLUMN gone, ADD COLUMN gone int UNIQUE
ALTER TABLE t DROP COLUMN gone, ADD COLUMN gone int DEFAULT 1, ADD CHECK (gone > 0)
