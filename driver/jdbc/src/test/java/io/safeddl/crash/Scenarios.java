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

  static final Scenario CREATE_INDEX =
      new Scenario("create-index", 14, ROWS, List.of("CREATE INDEX t_a ON t (a)"));

  static final Scenario ADD_COLUMN_CREATE_INDEX =
      new Scenario(
          "add-column-create-index",
          14,
          ROWS,
          List.of("ALTER TABLE t ADD COLUMN c int", "CREATE INDEX t_c ON t (c)"));

  private Scenarios() {}

  /** All of them. */
  static List<Scenario> all() {
    return List.of(
        CREATE_INDEX,
        new Scenario("create-index-unnamed", 14, ROWS, List.of("CREATE INDEX ON t (a, b)")),
        new Scenario(
            "create-unique-index", 14, ROWS, List.of("CREATE UNIQUE INDEX t_u ON t (b, id)")),
        new Scenario("drop-index", 14, INDEXED, List.of("DROP INDEX t_b")),
        new Scenario("reindex-index", 14, INDEXED, List.of("REINDEX INDEX t_b")),
        new Scenario("reindex-table", 14, INDEXED, List.of("REINDEX TABLE t")),
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
                "CREATE TABLE further (id int PRIMARY KEY)")));
  }
}
