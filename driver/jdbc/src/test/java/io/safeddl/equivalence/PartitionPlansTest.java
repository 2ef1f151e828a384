package io.safeddl.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each plan for partitioned tables: carried out, and taken back where its last step fails. */
class PartitionPlansTest {
  private static final Path FOLDER = Path.of("target", "equivalence");
  private static final Map<Integer, Twin> TWINS = new ConcurrentHashMap<>();

  /** Two levels, leaves in two schemas, an index and keys that some partitions have already. */
  private static final List<String> TWO_LEVELS =
      List.of(
          "CREATE TABLE p (id int NOT NULL, k int NOT NULL, ref int, b text) PARTITION BY RANGE (k)",
          "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10) PARTITION BY HASH (id)",
          "CREATE TABLE app.p1a PARTITION OF p1 FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
          "CREATE TABLE p1b PARTITION OF p1 FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
          "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)",
          "CREATE TABLE p3 PARTITION OF p FOR VALUES FROM (20) TO (30)",
          "CREATE INDEX mine ON app.p1a (ref) WITH (fillfactor = 70)",
          "CREATE TABLE p2_ref_idx (a int)",
          "CREATE TABLE app.p1a_id_k_key (a int)",
          "ALTER TABLE p3 ADD CONSTRAINT mine UNIQUE (id, k)",
          "ALTER TABLE p2 ADD PRIMARY KEY (id, k)",
          "INSERT INTO p SELECT g, g % 20, g % 3 FROM generate_series(1, 100) g");

  /** Foreign tables are partitions that have no indexes. */
  private static final List<String> WITH_FOREIGN =
      List.of(
          "DROP FOREIGN DATA WRAPPER IF EXISTS away CASCADE",
          "CREATE FOREIGN DATA WRAPPER away",
          "CREATE SERVER far FOREIGN DATA WRAPPER away",
          "CREATE TABLE p (id int, k int) PARTITION BY LIST (k)",
          "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1) PARTITION BY LIST (id)",
          "CREATE TABLE p1a PARTITION OF p1 DEFAULT",
          "CREATE FOREIGN TABLE p1f PARTITION OF p1 FOR VALUES IN (7) SERVER far",
          "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)",
          "CREATE INDEX mine ON p2 (id)");

  private static final List<String> WITH_DEFAULT =
      List.of(
          "CREATE TABLE p (id int, k int, ref int, b text) PARTITION BY RANGE (k)",
          "ALTER TABLE p ADD PRIMARY KEY (id, k)",
          "ALTER TABLE p ADD UNIQUE (k, ref) DEFERRABLE INITIALLY DEFERRED",
          "CREATE INDEX ON p (b) INCLUDE (ref)",
          "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)",
          "CREATE TABLE pd PARTITION OF p DEFAULT",
          "INSERT INTO p SELECT g, g, g FROM generate_series(1, 15) g",
          "CREATE TABLE c (gone int, b text, id int NOT NULL, k int NOT NULL, ref int)",
          "ALTER TABLE c DROP gone",
          "INSERT INTO c (id, k, ref) SELECT g, 20 + g % 10, g FROM generate_series(1, 20) g");

  private static final List<String> LISTED =
      List.of(
          "CREATE TABLE l (id int, k text, CHECK (id > 0)) PARTITION BY LIST (k)",
          "CREATE TABLE l0 PARTITION OF l FOR VALUES IN ('a', 'b')",
          "CREATE TABLE ld PARTITION OF l DEFAULT",
          "CREATE TABLE l1 (LIKE l INCLUDING ALL)",
          "INSERT INTO l1 VALUES (1, 'c''1'), (2, 'd')",
          "INSERT INTO ld VALUES (1, 'z'), (2, NULL)");

  private static final List<String> SEVERAL_COLUMNS =
      List.of(
          "CREATE TABLE m (a int, b text, c int) PARTITION BY RANGE (a, b)",
          "CREATE INDEX ON m (c)",
          "CREATE TABLE m0 PARTITION OF m FOR VALUES FROM (0, MINVALUE) TO (1, 'm')",
          "CREATE TABLE m1 (a int, b text NOT NULL, c int)",
          "INSERT INTO m1 VALUES (1, 'm', 1), (3, 'b', 1)",
          "CREATE TABLE m2 (a int, b text, c int)",
          "INSERT INTO m2 VALUES (1, 'l', 1), (NULL, 'x', 1), (9, 'x', 1)",
          "DELETE FROM m2 WHERE a = 1");

  private static final List<String> HASHED =
      List.of(
          "CREATE TABLE h (id int, k bigint) PARTITION BY HASH (k)",
          "CREATE INDEX ON h (id)",
          "CREATE TABLE h0 PARTITION OF h FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
          "CREATE TABLE h1 (id int, k bigint)",
          "INSERT INTO h1 SELECT g, g FROM generate_series(1, 100) g"
              + " WHERE satisfies_hash_partition('h'::regclass, 2, 1, g::bigint)");

  private static final List<String> REFERRING =
      List.of(
          "CREATE TABLE users (id int PRIMARY KEY, code int UNIQUE)",
          "INSERT INTO users SELECT g, g FROM generate_series(0, 10) g",
          "CREATE TABLE q (id int, k int, ref int REFERENCES users ON DELETE CASCADE)"
              + " PARTITION BY LIST (k)",
          "CREATE TABLE q1 PARTITION OF q FOR VALUES IN (1) PARTITION BY HASH (id)",
          "CREATE TABLE q1a PARTITION OF q1 FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
          "CREATE TABLE q1b PARTITION OF q1 FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
          "CREATE TABLE q2 (id int, k int, ref int)",
          "INSERT INTO q2 SELECT g, 2, g % 7 FROM generate_series(1, 20) g",
          "INSERT INTO q SELECT g, 1, g % 7 FROM generate_series(1, 20) g");

  @AfterAll
  static void stop() throws SQLException {
    for (var twin : TWINS.values()) {
      twin.close();
    }
    TWINS.clear();
  }

  private static Twin twin(int major) throws SQLException, IOException {
    var twin = TWINS.get(major);
    if (twin == null) {
      Files.createDirectories(FOLDER);
      twin = Twin.on(major, FOLDER);
      TWINS.put(major, twin);
    }
    return twin;
  }

  static Stream<Arguments> carriedOut() {
    return onBoth(
        Map.of(
            TWO_LEVELS,
            List.of(
                "CREATE INDEX ON p (ref)",
                "CREATE INDEX \"My Index\" ON p (ref, b)",
                "CREATE UNIQUE INDEX u ON p (id, k)",
                "CREATE UNIQUE INDEX ON p (ref, k, id) INCLUDE (b)",
                "CREATE INDEX ON p (lower(b), (ref + 1)) WHERE b IS NOT NULL",
                "ALTER TABLE p ADD UNIQUE (id, k)",
                "ALTER TABLE p ADD CONSTRAINT \"Key\" UNIQUE (ref, k, id) INCLUDE (b)"
                    + " DEFERRABLE INITIALLY DEFERRED",
                "ALTER TABLE p ADD CONSTRAINT u UNIQUE (ref, k, id) WITH (fillfactor = 60),"
                    + " ADD CHECK (k >= 0), ALTER b SET DEFAULT 'z',"
                    + " ADD COLUMN c text DEFAULT 'q' CHECK (c <> ''), ADD UNIQUE (k, id)",
                "ALTER TABLE p ALTER ref SET NOT NULL, ADD COLUMN c int, DROP b"),
            WITH_FOREIGN,
            List.of("CREATE INDEX ON p (id)", "CREATE INDEX named ON p (k, id)"),
            WITH_DEFAULT,
            List.of("ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (20) TO (30)"),
            LISTED,
            List.of("ALTER TABLE l ATTACH PARTITION l1 FOR VALUES IN ('c''1', 'd')"),
            REFERRING,
            List.of("ALTER TABLE q ATTACH PARTITION q2 FOR VALUES IN (2)"),
            SEVERAL_COLUMNS,
            List.of(
                "ALTER TABLE m ATTACH PARTITION m1 FOR VALUES FROM (1, 'm') TO (3, 'c')",
                "ALTER TABLE m ATTACH PARTITION m2 DEFAULT"),
            HASHED,
            List.of("ALTER TABLE h ATTACH PARTITION h1 FOR VALUES WITH (MODULUS 2, REMAINDER 1)")));
  }

  /** What is attached goes with the parent's key, were that taken back for another action. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aPartitionsOwnKeyIsNotPutAtRisk(int major) throws SQLException, IOException {
    var sql = "ALTER TABLE p ADD UNIQUE (id, k), ADD COLUMN c int";
    assertThat(run(major, TWO_LEVELS, sql).of("refused")).isEqualTo(1);
  }

  /** From 18 on a leaf's key would make the NOT NULL that it has from its parent its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALTER TABLE q ADD PRIMARY KEY (id, k)",
        "ALTER TABLE q ADD PRIMARY KEY (id, k), ADD COLUMN c int, ADD CHECK (id > 0)"
      })
  void primaryKeyOfNullableColumns(String sql) throws SQLException, IOException {
    assertThat(run(14, REFERRING, sql).of("replaced")).isEqualTo(1);
    assertThat(run(18, REFERRING, sql).of("refused")).isEqualTo(1);
    var withNull = with(REFERRING, "INSERT INTO q VALUES (NULL, 1, 1)");
    assertThat(run(14, withNull, sql).of("replacedAndFailed")).isEqualTo(1);
    var twice = with(REFERRING, "INSERT INTO q VALUES (1, 1, 1)");
    assertThat(run(14, twice, sql).of("replacedAndFailed")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"part", "child"})
  void primaryKeyOverAnInheritedNotNull(String table) throws SQLException, IOException {
    var setup =
        List.of(
            "CREATE TABLE whole (id int NOT NULL, k int) PARTITION BY LIST (k)",
            "CREATE TABLE part PARTITION OF whole FOR VALUES IN (1)",
            "CREATE TABLE parent (id int NOT NULL)",
            "CREATE TABLE child (k int) INHERITS (parent)");
    var sql = "ALTER TABLE " + table + " ADD PRIMARY KEY ";
    assertThat(run(14, setup, sql + "(id)").of("replaced")).isEqualTo(1);
    assertThat(run(18, setup, sql + "(id)").of("refused")).isEqualTo(1);
    assertThat(run(18, setup, sql + "(k)").of("replaced")).isEqualTo(1);
  }

  /** From 18 on a foreign key of a partitioned table can be NOT VALID itself. */
  static Stream<Arguments> foreignKeys() {
    return Stream.of(14, 17)
        .flatMap(
            major ->
                Stream.of(
                        "ALTER TABLE q ADD FOREIGN KEY (id) REFERENCES users (code) MATCH FULL"
                            + " ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED",
                        "ALTER TABLE q ADD CONSTRAINT \"F\" FOREIGN KEY (k) REFERENCES users")
                    .map(sql -> Arguments.of(major, sql)));
  }

  @ParameterizedTest
  @MethodSource
  void foreignKeys(int major, String sql) throws SQLException, IOException {
    var clean = with(REFERRING, "DELETE FROM q WHERE id > 9");
    assertThat(run(major, clean, sql).of("replaced")).isEqualTo(1);
    var key = sql.replace("(k)", "(id)");
    assertThat(run(major, REFERRING, key).of("replacedAndFailed")).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource
  void carriedOut(int major, List<String> setup, String sql) throws SQLException, IOException {
    assertThat(run(major, setup, sql).of("replaced")).isEqualTo(1);
  }

  static Stream<Arguments> takenBack() {
    return onBoth(
        Map.of(
            // Only the last leaf has duplicates.
            with(
                TWO_LEVELS,
                "ALTER TABLE p3 DROP CONSTRAINT mine",
                "INSERT INTO p VALUES (1, 20, 1), (1, 20, 1)"),
            List.of("CREATE UNIQUE INDEX dup ON p (id, k)", "ALTER TABLE p ADD UNIQUE (id, k)"),
            // The bound overlaps with another partition's: the server says so at the very end.
            with(WITH_DEFAULT, "CREATE TABLE p4 PARTITION OF p FOR VALUES FROM (25) TO (26)"),
            List.of("ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (20) TO (30)"),
            with(WITH_DEFAULT, "INSERT INTO c VALUES (NULL, 1, 99, 1)"),
            List.of("ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (20) TO (30)"),
            with(WITH_DEFAULT, "INSERT INTO pd VALUES (1, 25, 1)"),
            List.of("ALTER TABLE p ATTACH PARTITION c FOR VALUES FROM (20) TO (30)")));
  }

  @ParameterizedTest
  @MethodSource
  void takenBack(int major, List<String> setup, String sql) throws SQLException, IOException {
    assertThat(run(major, setup, sql).of("replaced")).isZero();
  }

  private static Counts run(int major, List<String> setup, String sql)
      throws SQLException, IOException {
    var counts = new Counts();
    twin(major).run(new World(0, setup, "public", false, List.of(sql)), counts);
    return counts;
  }

  private static List<String> with(List<String> setup, String... more) {
    return Stream.concat(setup.stream(), Stream.of(more)).toList();
  }

  private static Stream<Arguments> onBoth(Map<List<String>, List<String>> statements) {
    return Stream.of(14, 18)
        .flatMap(
            major ->
                statements.entrySet().stream()
                    .flatMap(
                        e -> e.getValue().stream().map(s -> Arguments.of(major, e.getKey(), s))));
  }
}
