package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the old column behind the cutover where its type holds less. */
class OldTypeTest {
  private static final String SPEC =
      """
      table: public.t
      columns:
        - {from: amount, to: amount_new, type: "numeric(14,4)"}
        - {from: label, to: label_new, type: text}
        - {from: day, to: day_new, type: timestamp}
        - {from: weight, to: weight_new, type: double precision}
        - {from: exact, to: exact_new, type: double precision}
        - {from: count, to: count_new, type: numeric}
      """;

  private static final String TABLE =
      """
      CREATE TABLE t (id int PRIMARY KEY, amount numeric(10,2) UNIQUE, label varchar(5),
        day date UNIQUE, weight real, exact numeric, count int);
      INSERT INTO t SELECT g, g + 0.25, g, '2020-01-01'::date + g, g + 0.1, 0.12345678901234567891, g
        FROM generate_series(1, 500) g;
      INSERT INTO t (id, amount) VALUES (501, 'NaN');
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatItCannotHoldIsNullThereAndNeitherRefusedNorRounded(int major) throws Exception {
    try (var shell = new Shell(major, folder, TABLE, SPEC)) {
      shell.all("expand", "run", "build", "verify", "cutover");
      // Both are 700.12, and both days the same, to the unique indexes of the old columns.
      shell.execute(
          """
          INSERT INTO t (id, amount, label, day, weight, exact, count) VALUES
            (1001, 700.1234, '123456', '2030-01-01 10:00', 1e300, 0.30000000000000004, 5.5),
            (1002, 700.1201, 'abc', '2030-01-01 11:00', 1e-300, 'Infinity', 3e9),
            (1003, 5000000000, 'abcdef', '2030-01-01', 0.5, 0.5, 'NaN'),
            (1004, 800.10, '12345', 'infinity', '-Infinity', 'NaN', -7)
          """);
      // Of 501 nothing is lost.
      shell.execute("UPDATE t SET label = 'x' WHERE id = 501");
      var old =
          shell.session.plainRows(
              "SELECT concat_ws(' ', id, amount_old, label_old, day_old, weight_old, exact_old,"
                  + " count_old) FROM t WHERE id > 500 ORDER BY id",
              row -> row.getString(1));
      assertThat(old)
          .containsExactly(
              "501 NaN x",
              "1001",
              "1002 abc Infinity",
              "1003 2030-01-01 0.5 0.5",
              "1004 800.10 12345 infinity -Infinity NaN -7");
      shell.refused(1, "rollback", "id = 1001", "id = 1002", "id = 1003", "--allow-loss");
      assertThat(shell.said()).doesNotContain("id = 501", "id = 1004");
      shell.execute("DELETE FROM t WHERE id IN (1001, 1002, 1003)");
      shell.all("rollback");
      // What nobody has written since is as it was, to the last digit.
      assertThat(shell.number("SELECT count(*) FROM t WHERE exact = 0.12345678901234567891"))
          .isEqualTo(500);
    }
  }

  /** The application's writes must not fail behind the cutover for what the new type can hold. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatItCannotHoldIsNullInTypesThatAreNotNumbersToo(int major) throws Exception {
    var spec =
        """
        table: public.t
        columns:
          - {from: many, to: many_new, type: "bigint[]"}
          - {from: wide, to: wide_new, type: numeric}
          - {from: at, to: at_new, type: date}
          - {from: n, to: n_new, type: text}
          - {from: span, to: span_new, type: interval}
          - {from: tags, to: tags_new, type: "varchar(40)[]"}
        """;
    try (var shell =
        new Shell(
            major,
            folder,
            "CREATE TABLE t (id int PRIMARY KEY, many int[], wide float8, at timestamp, n name,"
                + " span interval(0), tags text[]);"
                + "INSERT INTO t VALUES (1, '{1,NULL}', 0.5, '2020-01-01', 'a', '1 s', '{x}')",
            spec)) {
      shell.all("expand", "run", "build", "verify", "cutover");
      shell.execute(
          """
          INSERT INTO t (id, many, wide, at, n, span, tags) VALUES
            (2, '{{1,NULL},{3,2147483647}}', 1e308, 'infinity', repeat('x', 63), '2 s', '{y,NULL}'),
            (3, '{1,2147483648,NULL}', 1e400, '300000-01-01', repeat('x', 64), '1.5 s', NULL),
            (4, '{-2147483649}', 1e-400, '294276-12-31', 'é', '-1 day', '{}'),
            (5, NULL, 'NaN', NULL, NULL, NULL, NULL);
          UPDATE t SET span = span WHERE id = 1;
          """);
      var old =
          shell.session.plainRows(
              "SELECT concat_ws(' ', id, many_old, wide_old, at_old, length(n_old::text), span_old,"
                  + " tags_old) FROM t ORDER BY id",
              row -> row.getString(1));
      assertThat(old)
          .containsExactly(
              "1 {1,NULL} 0.5 2020-01-01 00:00:00 1 00:00:01 {x}",
              "2 {{1,NULL},{3,2147483647}} 1e+308 infinity 63 00:00:02 {y,NULL}",
              "3",
              "4 294276-12-31 00:00:00 1 -1 days {}",
              "5 NaN");
      shell.refused(1, "rollback", "id = 3", "id = 4", "--allow-loss");
      assertThat(shell.said()).doesNotContain("id = 1", "id = 2", "id = 5");
    }
  }

  /** Two texts are one uuid: the way back gives the one that was there. */
  @Test
  void whatNobodyHasWrittenSinceNeedNotBeWhatTheWayBackWouldGive() throws Exception {
    try (var shell =
        new Shell(
            18,
            folder,
            "CREATE TABLE t (id int PRIMARY KEY, u text); INSERT INTO t SELECT g,"
                + " upper(md5(g::text)::uuid::text) FROM generate_series(1, 100) g",
            "{table: public.t, columns: [{from: u, to: u_new, type: uuid, using: 'u::uuid',"
                + " back: 'u_new::text'}]}")) {
      shell.all("expand", "run", "build", "verify", "cutover");
      shell.execute("UPDATE t SET u = '00000000-0000-0000-0000-00000000000a' WHERE id = 5");
      shell.all("rollback");
      assertThat(shell.number("SELECT count(*) FROM t WHERE u = upper(u)")).isEqualTo(99);
      shell.all("verify", "build", "cutover");
      shell.execute("ALTER TABLE t DISABLE TRIGGER USER");
      shell.execute("UPDATE t SET u = '00000000-0000-0000-0000-00000000000b' WHERE id = 7");
      shell.execute(
          "DO $$ BEGIN EXECUTE format('ALTER TABLE t ENABLE ALWAYS TRIGGER %I', (SELECT tgname"
              + " FROM pg_trigger WHERE tgrelid = 't'::regclass AND NOT tgisinternal)); END $$");
      shell.refused(1, "rollback", "1 rows hold in the old column", "id = 7");
    }
  }

  @Test
  void aDomainWithRulesWantsToBeTold() throws Exception {
    try (var shell =
        new Shell(
            14,
            folder,
            "CREATE DOMAIN few AS int CHECK (VALUE < 100); CREATE DOMAIN any_int AS int;"
                + "CREATE TABLE t (id int PRIMARY KEY, a few, b any_int); INSERT INTO t VALUES (1, 1, 1)",
            "{table: public.t, columns: [{from: a, to: a_new, type: bigint}]}")) {
      shell.refused(2, "expand", "public.few, a domain with rules", "`back`");
      shell.write(
          "{table: public.t, columns: [{from: a, to: a_new, type: bigint, using: a, back: 'CASE WHEN"
              + " a_new < 100 THEN a_new END'}, {from: b, to: b_new, type: bigint}]}");
      shell.all("expand", "run", "build", "verify", "cutover");
      shell.execute("INSERT INTO t (id, a, b) VALUES (2, 3000, 3000000000)");
      shell.all("rollback --allow-loss");
    }
  }

  /** Whoever is not the owner sees what the policies leave him, and would call that all. */
  @ParameterizedTest
  @ValueSource(ints = 18)
  void hiddenRowsAreNotTakenForFilledOnes(int major) throws Exception {
    try (var shell =
        new Shell(
            major,
            folder,
            "CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t SELECT g, g FROM"
                + " generate_series(1, 100) g",
            "{table: public.t, columns: [{from: n, to: n_new, type: bigint}]}")) {
      shell.all("expand");
      var role = "seer_" + shell.owner.name();
      shell.execute(
          "CREATE ROLE "
              + role
              + " LOGIN PASSWORD '"
              + shell.owner.password()
              + "'; ALTER TABLE t OWNER TO "
              + role
              + "; ALTER FUNCTION "
              + shell.session.row(
                  "SELECT oid::regprocedure::text FROM pg_proc WHERE proname LIKE 'safeddl%'",
                  row -> row.getString(1))
              + " OWNER TO "
              + role
              + "; GRANT CREATE ON SCHEMA public TO "
              + role
              + "; GRANT ALL ON SCHEMA safeddl TO "
              + role
              + "; GRANT ALL ON ALL TABLES IN SCHEMA safeddl TO "
              + role
              + "; ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
              + " CREATE POLICY p ON t USING (id % 2 = 0)");
      shell.all("status");
      shell.as(role);
      shell.refused(2, "run", "row level security");
      shell.refused(2, "verify", "row-level security");
      shell.execute("ALTER TABLE t NO FORCE ROW LEVEL SECURITY");
      shell.as(shell.owner.user());
      shell.all("run", "verify");
      shell.execute("ALTER TABLE t OWNER TO " + shell.owner.user());
      shell.execute("REASSIGN OWNED BY " + role + " TO " + shell.owner.user());
      shell.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
    }
  }
}
