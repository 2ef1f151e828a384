CREATE TABLE p (id int PRIMARY KEY, u int UNIQUE, v text);
INSERT INTO p SELECT i, i, 'p' || i FROM generate_series(1, 10) i;
CREATE TABLE t (
  id int PRIMARY KEY,
  a int,
  b int NOT NULL,
  c text,
  d varchar(20),
  e int DEFAULT 5,
  p_id int CONSTRAINT t_p_fk REFERENCES p,
  p_nv int,
  proven int CONSTRAINT proven_nn CHECK (proven IS NOT NULL),
  both1 int,
  both2 int,
  negated int CONSTRAINT negated_nn CHECK (NOT (negated IS NULL)),
  distinct_from int CONSTRAINT distinct_nn CHECK (distinct_from IS DISTINCT FROM NULL),
  positive int CONSTRAINT positive_only CHECK (positive > 0),
  either int,
  nv int,
  j jsonb,
  CONSTRAINT both_nn CHECK (both1 IS NOT NULL AND both2 IS NOT NULL),
  CONSTRAINT either_nn CHECK (either IS NOT NULL OR a > 0),
  CONSTRAINT a_pos CHECK (a > 0)
);
INSERT INTO t SELECT i, i, i, 'c', 'd', i, i, i, i, i, i, i, i, i, i, i, '{}' FROM generate_series(1, 10) i;
ALTER TABLE t ADD CONSTRAINT nv_nn CHECK (nv IS NOT NULL) NOT VALID;
ALTER TABLE t ADD CONSTRAINT nv_check CHECK (b > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT t_p_nv FOREIGN KEY (p_nv) REFERENCES p NOT VALID;
CREATE INDEX t_a ON t (a);
CREATE INDEX t_lower ON t (lower(c));
CREATE INDEX t_partial ON t (b) WHERE a > 0;
CREATE UNIQUE INDEX t_bu ON t (b);
CREATE UNIQUE INDEX t_proven_u ON t (proven);
CREATE UNIQUE INDEX t_positive_u ON t (positive);
CREATE STATISTICS t_stat ON a, b FROM t;
CREATE TABLE r (id int PRIMARY KEY, t_id int CONSTRAINT r_t_fk REFERENCES t (id));
INSERT INTO r SELECT i, i FROM generate_series(1, 10) i;
CREATE INDEX r_t_id ON r (t_id);
CREATE TABLE selfref (id int PRIMARY KEY, parent int CONSTRAINT self_fk REFERENCES selfref);
CREATE TABLE plain (a int, b int, c text);
INSERT INTO plain VALUES (1, 1, 'x');
CREATE TABLE seqs (id serial, g int GENERATED ALWAYS AS IDENTITY, x int);
INSERT INTO seqs (x) VALUES (1);
CREATE TABLE gen (a int, s int GENERATED ALWAYS AS (a * 2) STORED);
INSERT INTO gen VALUES (1);

CREATE TABLE pt (id int, k int, v text) PARTITION BY RANGE (id);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES FROM (0) TO (100);
CREATE TABLE pt2 PARTITION OF pt FOR VALUES FROM (100) TO (200) PARTITION BY RANGE (id);
CREATE TABLE pt2a PARTITION OF pt2 FOR VALUES FROM (100) TO (150);
CREATE TABLE pt2b PARTITION OF pt2 FOR VALUES FROM (150) TO (200);
CREATE TABLE ptd PARTITION OF pt DEFAULT;
INSERT INTO pt SELECT i, i, 'v' FROM generate_series(1, 300, 10) i;
CREATE INDEX pt_v ON pt (v);

CREATE TABLE par (id int, x int, y int, CONSTRAINT par_x CHECK (x > 0));
CREATE TABLE kid (z int) INHERITS (par);
CREATE TABLE grandkid () INHERITS (kid);
CREATE TABLE adoptee (id int, x int, y int, CONSTRAINT par_x CHECK (x > 0));
INSERT INTO par VALUES (1, 1, 1);
INSERT INTO kid VALUES (1, 1, 1);
INSERT INTO grandkid VALUES (1, 1, 1);

CREATE TABLE ppt (id int PRIMARY KEY, w int) PARTITION BY RANGE (id);
CREATE TABLE ppt1 PARTITION OF ppt FOR VALUES FROM (0) TO (100);
CREATE TABLE ppt2 PARTITION OF ppt FOR VALUES FROM (100) TO (200);
INSERT INTO ppt SELECT i, i FROM generate_series(1, 150) i;
CREATE TABLE rpt (id int, ppt_id int CONSTRAINT rpt_ppt_fk REFERENCES ppt);
INSERT INTO rpt VALUES (1, 1), (2, 120);

CREATE TABLE fpt (id int, p_id int CONSTRAINT fpt_p_fk REFERENCES p) PARTITION BY RANGE (id);
CREATE TABLE fpt1 PARTITION OF fpt FOR VALUES FROM (0) TO (100);
CREATE TABLE fpt2 PARTITION OF fpt FOR VALUES FROM (100) TO (200);
INSERT INTO fpt VALUES (1, 1), (120, 2);

CREATE VIEW vw AS SELECT id, a FROM t;
CREATE MATERIALIZED VIEW mv AS SELECT id, k FROM pt;
CREATE UNIQUE INDEX mv_id ON mv (id);
CREATE SEQUENCE sq;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE pair AS (x int, y int);
CREATE DOMAIN bare AS int;
CREATE DOMAIN checked AS int CHECK (VALUE > 0);
CREATE DOMAIN strict_int AS int NOT NULL;
CREATE DOMAIN nested AS checked;
CREATE DOMAIN with_default AS int DEFAULT 7;
CREATE DOMAIN with_stable AS timestamptz DEFAULT now();
CREATE DOMAIN with_volatile AS float8 DEFAULT random();
CREATE TABLE doms (id int, x bare, y checked);
INSERT INTO doms VALUES (1, 1, 1);
CREATE TABLE typed OF pair;
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION imm(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1 + 1';
CREATE FUNCTION vol() RETURNS int VOLATILE LANGUAGE plpgsql AS 'BEGIN RETURN 1; END';
CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION trg();
CREATE TRIGGER ptr AFTER INSERT ON pt FOR EACH ROW EXECUTE FUNCTION trg();
CREATE RULE ru AS ON DELETE TO plain DO ALSO NOTIFY plain;
CREATE POLICY po ON t USING (true);
