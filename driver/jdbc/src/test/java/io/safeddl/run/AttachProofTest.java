package io.safeddl.run;

import static io.safeddl.run.Servers.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The CHECKs that a replaced ATTACH PARTITION adds are proofs to PostgreSQL: it says of the new
 * partition, and of the default one, that their constraint is implied, and reads neither.
 */
@Timeout(120)
class AttachProofTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static final List<List<String>> CASES =
      List.of(
          List.of(
              "(a int, b text, c int) PARTITION BY RANGE (a, b)",
              "FOR VALUES FROM (1, 'm') TO (3, 'c')",
              "INSERT INTO @c VALUES (1, 'm', 0), (2, '', 0), (3, 'b''z', 0)",
              "CREATE TABLE @1 PARTITION OF @ FOR VALUES FROM (0, MINVALUE) TO (1, 'm')",
              "CREATE TABLE @d PARTITION OF @ DEFAULT"),
          List.of(
              "(a int, b text, c int) PARTITION BY RANGE (a, b)",
              "FOR VALUES FROM (3, 'c') TO (3, 'k')",
              "INSERT INTO @c VALUES (3, 'c', 0)",
              "CREATE TABLE @d PARTITION OF @ DEFAULT"),
          List.of(
              "(a date, b numeric, c bigint) PARTITION BY RANGE (a, b, c)",
              "FOR VALUES FROM ('2020-01-01', -1.5, MINVALUE) TO ('2021-01-01', 7, MAXVALUE)",
              "INSERT INTO @c VALUES ('2020-06-01', 3, 0)",
              "CREATE TABLE @d PARTITION OF @ DEFAULT"),
          List.of(
              "(a int, b int, c int) PARTITION BY RANGE (a, b)",
              "FOR VALUES FROM (MINVALUE, MINVALUE) TO (4, MAXVALUE)",
              "INSERT INTO @c VALUES (3, 3, 0)",
              "CREATE TABLE @d PARTITION OF @ DEFAULT"),
          List.of(
              "(a int, b varchar(9), c int) PARTITION BY LIST (b)",
              "FOR VALUES IN ('x', NULL, 'y')",
              "INSERT INTO @c VALUES (1, NULL, 0), (1, 'y', 0)",
              "CREATE TABLE @d PARTITION OF @ DEFAULT"),
          List.of(
              "(a int, b text, c int) PARTITION BY LIST (b)",
              "FOR VALUES IN (NULL)",
              "INSERT INTO @c VALUES (1, NULL, 0)",
              "CREATE TABLE @1 PARTITION OF @ FOR VALUES IN ('a')",
              "CREATE TABLE @d PARTITION OF @ DEFAULT"),
          List.of(
              "(a int, b bigint, c int) PARTITION BY HASH (a, b)",
              "FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
              "INSERT INTO @c VALUES (1, NULL, 0)"),
          List.of(
              "(a int, b text, c int) PARTITION BY RANGE (a)",
              "DEFAULT",
              "INSERT INTO @c VALUES (NULL, '', 0), (99, '', 0)",
              "CREATE TABLE @1 PARTITION OF @ FOR VALUES FROM (0) TO (10)",
              "CREATE TABLE @2 PARTITION OF @ FOR VALUES FROM (20) TO (MAXVALUE)",
              "DELETE FROM @c WHERE a = 99"),
          List.of(
              "(a int, b text, c int) PARTITION BY RANGE (a, b)",
              "DEFAULT",
              "INSERT INTO @c VALUES (NULL, 'b', 0), (3, NULL, 0)",
              "CREATE TABLE @1 PARTITION OF @ FOR VALUES FROM (0, 'a') TO (1, 'm')",
              "CREATE TABLE @2 PARTITION OF @ FOR VALUES FROM (1, 'm') TO (1, 'n')",
              "CREATE TABLE @3 PARTITION OF @ FOR VALUES FROM (7, MINVALUE) TO (9, MAXVALUE)"),
          List.of(
              "(a int, b text, c int) PARTITION BY LIST (b)",
              "DEFAULT",
              "INSERT INTO @c VALUES (1, 'z', 0)",
              "CREATE TABLE @1 PARTITION OF @ FOR VALUES IN ('a', 'b')",
              "CREATE TABLE @2 PARTITION OF @ FOR VALUES IN ('c', NULL)"),
          List.of(
              "(a int, b text, c int) PARTITION BY LIST (b)",
              "DEFAULT",
              "INSERT INTO @c VALUES (1, NULL, 0)",
              "CREATE TABLE @1 PARTITION OF @ FOR VALUES IN ('a')"));

  static Stream<Arguments> cases() {
    return Stream.of(Servers.OLDEST, Servers.NEWEST)
        .flatMap(
            major ->
                Stream.iterate(0, i -> i < CASES.size(), i -> i + 1)
                    .map(i -> Arguments.of(major, "ap" + i, CASES.get(i))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsProvenIsNotRead(int major, String name, List<String> parts) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = SERVERS.safe(major, "safeddl.assumeLarge", "*")) {
      var columns = parts.get(0).substring(0, parts.get(0).indexOf(" PARTITION"));
      run(c, "DROP TABLE IF EXISTS " + name + ", " + name + "c CASCADE");
      run(c, "CREATE TABLE " + name + " " + parts.get(0));
      run(c, "CREATE TABLE " + name + "c " + columns);
      for (String sql : parts.subList(2, parts.size())) {
        run(c, sql.replace("@", name));
      }
      var said = attach(tool, name, name + "c", parts.get(1));
      assertThat(said)
          .anyMatch(
              w ->
                  w.contains(
                      "partition constraint for table \""
                          + name
                          + "c\" is implied by existing constraints"));
      if (parts.toString().contains("@d ")) {
        assertThat(said).anyMatch(w -> w.contains("updated partition constraint for default"));
      }
      assertThat(Servers.column(c, "SELECT conname FROM pg_constraint WHERE contype = 'c'"))
          .noneMatch(constraint -> constraint.endsWith("_bound"));
    }
  }

  /** A parent that is a partition itself hands its own bound on. */
  @ParameterizedTest
  @MethodSource("majors")
  void aBoundOfTheParentIsProvenToo(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = SERVERS.safe(major, "safeddl.assumeLarge", "*")) {
      run(c, "CREATE TABLE aq (a int, b int) PARTITION BY RANGE (a)");
      run(c, "CREATE TABLE aq1 PARTITION OF aq FOR VALUES FROM (0) TO (10) PARTITION BY LIST (b)");
      run(c, "CREATE TABLE aqd PARTITION OF aq DEFAULT PARTITION BY LIST (b)");
      run(c, "CREATE TABLE aqc (a int, b int)");
      run(c, "CREATE TABLE aqe (a int, b int)");
      run(c, "INSERT INTO aqc VALUES (1, 1)");
      run(c, "INSERT INTO aqe VALUES (10, NULL)");
      assertThat(attach(tool, "aq1", "aqc", "FOR VALUES IN (1)"))
          .anyMatch(w -> w.contains("\"aqc\" is implied by existing constraints"));
      assertThat(attach(tool, "aqd", "aqe", "FOR VALUES IN (NULL, 3)"))
          .anyMatch(w -> w.contains("\"aqe\" is implied by existing constraints"));
    }
  }

  /** The server's hash of a text has no collation, and what one can write has. */
  @ParameterizedTest
  @MethodSource("majors")
  void whatCannotBeProvenIsRefused(int major) throws SQLException {
    try (var c = SERVERS.connect(major);
        var tool = SERVERS.safe(major, "safeddl.assumeLarge", "*")) {
      run(c, "CREATE TABLE ar (a text, b int) PARTITION BY HASH (a)");
      run(c, "CREATE TABLE arc (a text, b int)");
      run(c, "CREATE TABLE ax (a text, b int) PARTITION BY RANGE (lower(a))");
      assertThatThrownBy(
              () -> attach(tool, "ar", "arc", "FOR VALUES WITH (MODULUS 1, REMAINDER 0)"))
          .hasMessageContaining("a HASH of text");
      assertThatThrownBy(() -> attach(tool, "ax", "arc", "FOR VALUES FROM ('a') TO ('b')"))
          .hasMessageContaining("the partition key has an expression");
    }
  }

  static Stream<Integer> majors() {
    return Stream.of(Servers.OLDEST, Servers.NEWEST);
  }

  private static List<String> attach(Connection tool, String parent, String child, String bound)
      throws SQLException {
    run(tool, "SET client_min_messages = debug1");
    try (var statement = tool.createStatement()) {
      statement.execute("ALTER TABLE " + parent + " ATTACH PARTITION " + child + " " + bound);
      var said = new ArrayList<String>();
      for (var w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        said.add(w.getMessage());
      }
      return said;
    } finally {
      run(tool, "RESET client_min_messages");
    }
  }
}
