package io.safeddl.crash;

import java.util.List;

/** The migrations that are interrupted, one for each kind of plan. */
final class Scenarios {
  private static final String ROWS =
      """
      CREATE TABLE parent (id int PRIMARY KEY, code text NOT NULL);
      INSERT INTO parent SELECT i, 'c' || i FROM generate_series(1, 300) i;
      CREATE TABLE t (id int PRIMARY KEY, a int, b text NOT NULL, parent_id int NOT NULL);
      INSERT INTO t SELECT i, i, 'b' || i, 1 + i % 300 FROM generate_series(1, 1000) i;
      """;

  private static final String INDEXED = ROWS + "CREATE INDEX t_b ON t (b);";

  private static final String WITHOUT_KEY =
      """
      CREATE TABLE u (id int, a int);
      INSERT INTO u SELECT i, i FROM generate_series(1, 1000) i;
      """;

  static final Scenario CREATE_INDEX =
      new Scenario("create-index", 14, ROWS, List.of("CREATE INDEX t_a ON t (a)"));

  static final Scenario DROP_INDEX = one("drop-index", INDEXED, "DROP INDEX t_b");

  static final Scenario ADD_COLUMN_CREATE_INDEX =
      new Scenario(
          "add-column-create-index",
          14,
          ROWS,
          List.of("ALTER TABLE t ADD COLUMN c int", "CREATE INDEX t_c ON t (c)"));

  private static final String PARTITIONED =
      """
      CREATE TABLE m (id int NOT NULL, at date NOT NULL, a int) PARTITION BY RANGE (at);
      CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
      CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')
        PARTITION BY RANGE (at);
      CREATE TABLE m21 PARTITION OF m2 FOR VALUES FROM ('2021-01-01') TO ('2021-07-01');
      INSERT INTO m SELECT i, '2020-01-01'::date + i, i FROM generate_series(0, 500) i;
      CREATE TABLE later (id int NOT NULL, at date NOT NULL, a int);
      INSERT INTO later SELECT i, '2022-01-01'::date + i, i FROM generate_series(0, 300) i;
      """;

  private Scenarios() {}

  /** All of them. */
  static List<Scenario> all() {
    return List.of(
        CREATE_INDEX,
        one("create-index-unnamed", ROWS, "CREATE INDEX ON t (a, b)"),
        one("create-unique-index", ROWS, "CREATE UNIQUE INDEX t_u ON t (b, id)"),
        DROP_INDEX,
        one("reindex-index", INDEXED, "REINDEX INDEX t_b"),
        one("reindex-table", INDEXED, "REINDEX TABLE t"),
        one(
            "add-foreign-key",
            ROWS,
            "ALTER TABLE t ADD CONSTRAINT t_parent FOREIGN KEY (parent_id) REFERENCES parent"),
        one(
            "add-foreign-key-unnamed",
            ROWS,
            "ALTER TABLE t ADD FOREIGN KEY (parent_id) REFERENCES parent (id)"),
        one("add-check", ROWS, "ALTER TABLE t ADD CONSTRAINT t_positive CHECK (a >= 0)"),
        one("add-unique", ROWS, "ALTER TABLE t ADD CONSTRAINT t_unique UNIQUE (b)"),
        one("add-unique-unnamed", ROWS, "ALTER TABLE t ADD UNIQUE (b, a)"),
        one("add-primary-key", WITHOUT_KEY, "ALTER TABLE u ADD PRIMARY KEY (id)"),
        one("set-not-null", ROWS, "ALTER TABLE t ALTER COLUMN a SET NOT NULL"),
        one(
            "add-column-references",
            ROWS,
            "ALTER TABLE t ADD COLUMN other int DEFAULT 1 REFERENCES parent"),
        one("add-column-check", ROWS, "ALTER TABLE t ADD COLUMN n int DEFAULT 1 CHECK (n > 0)"),
        one("add-column-unique", ROWS, "ALTER TABLE t ADD COLUMN n int UNIQUE"),
        one(
            "several-actions",
            ROWS,
            "ALTER TABLE t ADD COLUMN n int, ALTER COLUMN a SET NOT NULL,"
                + " ADD CONSTRAINT t_unique UNIQUE (b), DROP COLUMN parent_id"),
        one(
            "key-and-foreign-key-to-it",
            ROWS,
            "ALTER TABLE t ADD UNIQUE (a), ADD COLUMN n int DEFAULT 1,"
                + " ADD FOREIGN KEY (parent_id) REFERENCES t (a)"),
        one(
            "several-actions-partitioned",
            PARTITIONED,
            "ALTER TABLE m ADD UNIQUE (id, at), ADD COLUMN n int DEFAULT 1 CHECK (n > 0),"
                + " ALTER a SET DEFAULT 7"),
        one("create-index-partitioned", PARTITIONED, "CREATE INDEX m_a ON m (a)"),
        one(
            "add-check-partitioned",
            PARTITIONED,
            "ALTER TABLE m ADD CONSTRAINT m_c CHECK (a >= 0)"),
        one("add-primary-key-partitioned", PARTITIONED, "ALTER TABLE m ADD PRIMARY KEY (id, at)"),
        one(
            "attach-partition",
            PARTITIONED + "CREATE INDEX m_a ON m (a);",
            "ALTER TABLE m ATTACH PARTITION later FOR VALUES FROM ('2022-01-01') TO ('2023-01-01')"),
        ADD_COLUMN_CREATE_INDEX,
        new Scenario(
            "two-indexes",
            14,
            ROWS,
            List.of("CREATE INDEX t_a ON t (a)", "CREATE INDEX t_ab ON t (a, b)")),
        new Scenario(
            "index-column-index",
            14,
            INDEXED,
            List.of(
                "CREATE INDEX t_a ON t (a)",
                "ALTER TABLE t ADD COLUMN c int DEFAULT 7",
                "DROP INDEX t_b",
                "CREATE INDEX t_c ON t (c)",
                "CREATE TABLE further (id int PRIMARY KEY)")),
        new Scenario(
            "column-key-table",
            14,
            ROWS,
            List.of(
                "ALTER TABLE t ADD COLUMN c int",
                "ALTER TABLE t ADD CONSTRAINT t_unique UNIQUE (b)",
                "CREATE TABLE child (id int PRIMARY KEY, t_id int REFERENCES t)",
                "CREATE INDEX child_t ON child (t_id)",
                "ALTER TABLE t ADD CONSTRAINT t_parent FOREIGN KEY (parent_id) REFERENCES parent")));
  }

  private static Scenario one(String name, String schema, String statement) {
    return new Scenario(name, 14, schema, List.of(statement));
  }
}
