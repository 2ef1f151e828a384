package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is easily lost on the way from one column to the other. */
class CarriedOverTest {
  @TempDir Path folder;

  /** Words that stand in the server's own text, and may be a column's name. */
  @ParameterizedTest
  @ValueSource(ints = 18)
  void aColumnMayBeCalledAsAWordOfTheLanguage(int major) throws Exception {
    var columns = List.of("at", "zone", "time", "without", "varying", "precision", "first", "day");
    var table = new StringBuilder("CREATE TABLE t (id int PRIMARY KEY, ts timestamp, label text");
    var spec = new StringBuilder("table: public.t\ncolumns:\n");
    for (var column : columns) {
      table
          .append(", \"")
          .append(column)
          .append("\" int CHECK (\"")
          .append(column)
          .append("\" > 0)");
      spec.append("  - {from: '\"")
          .append(column)
          .append("\"', to: ")
          .append(column)
          .append("_big, type: bigint}\n");
    }
    table.append(
        """
        , CONSTRAINT words CHECK (zone > 0 OR (ts AT TIME ZONE 'UTC') > '2001-01-01+00'::timestamptz
            OR at > 1 OR "time" > 2 AND ts > '2020-01-01'::timestamp(3) OR without > 3 OR varying > 4
            OR "precision" > 5::double precision OR first > 6 OR label > 'a'::varchar(7)
            OR day > extract(day from '1 02:00'::interval day to hour)));
        CREATE INDEX words_i ON t (at NULLS FIRST, first DESC, zone)
          WHERE (ts AT TIME ZONE 'UTC') > '2001-01-01+00'::timestamptz AND "time" > 0;
        INSERT INTO t SELECT g, now(), 'x', g, g, g, g, g, g, g, g FROM generate_series(1, 9) g
        """);
    try (var shell = new Shell(major, folder, table.toString(), spec.toString())) {
      var constraint =
          "SELECT pg_get_constraintdef(oid) || pg_get_indexdef('words_i'::regclass) FROM"
              + " pg_constraint WHERE conname = 'words'";
      var before = shell.session.<String>row(constraint, row -> row.getString(1));
      shell.all("expand", "run", "build", "verify", "cutover", "contract");
      assertThat(shell.session.<String>row(constraint, row -> row.getString(1))).isEqualTo(before);
    }
  }

  @Test
  void anIndexStaysInItsTablespaceAndASequenceKeepsItsComment() throws Exception {
    var tables =
        """
        CREATE TABLE t (n int GENERATED ALWAYS AS IDENTITY);
        COMMENT ON SEQUENCE t_n_seq IS 'of the number';
        INSERT INTO t SELECT FROM generate_series(1, 9);
        """;
    try (var shell =
        new Shell(
            18,
            folder,
            tables,
            "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}")) {
      var space = "space_" + shell.owner.name();
      shell.execute("SET allow_in_place_tablespaces = on");
      shell.execute("CREATE TABLESPACE " + space + " LOCATION ''");
      try {
        shell.execute("CREATE INDEX t_part ON t (n) TABLESPACE " + space + " WHERE n > 3");
        shell.execute("ALTER TABLE t ADD PRIMARY KEY (n) USING INDEX TABLESPACE " + space);
        shell.all("expand", "run", "build", "verify", "cutover", "rollback");
        shell.all("build", "verify", "cutover", "contract");
        assertThat(
                shell.number(
                    "SELECT count(*) FROM pg_class c JOIN pg_tablespace s ON s.oid ="
                        + " c.reltablespace WHERE s.spcname = '"
                        + space
                        + "' AND c.relname IN ('t_part', 't_pkey')"))
            .isEqualTo(2);
        assertThat(
                shell.number(
                    "SELECT count(*) FROM pg_description WHERE objoid = 't_n_seq'::regclass"))
            .isOne();
      } finally {
        shell.execute("DROP TABLE t");
        shell.execute("DROP TABLESPACE " + space);
      }
    }
  }

  /** The trigger computes with the rights of whoever writes. */
  @Test
  void whoWritesTheTableMustBeAbleToComputeItsValue() throws Exception {
    try (var shell =
        new Shell(
            18,
            folder,
            "CREATE SCHEMA hidden; CREATE FUNCTION hidden.f(int) RETURNS bigint IMMUTABLE LANGUAGE"
                + " sql AS 'SELECT $1::bigint'; CREATE TABLE t (n int); INSERT INTO t VALUES (1)",
            "{table: public.t, columns: [{from: n, to: n_big, type: bigint, using: hidden.f(n),"
                + " back: n_big::int}]}")) {
      var role = "writer_" + shell.owner.name();
      shell.execute("CREATE ROLE " + role + "; GRANT INSERT (n) ON t TO " + role);
      try {
        shell.refused(1, "expand", "stop: the trigger uses hidden.f", role);
        shell.execute("GRANT USAGE ON SCHEMA hidden TO " + role);
        shell.execute("REVOKE EXECUTE ON FUNCTION hidden.f FROM PUBLIC");
        shell.refused(1, "expand", "stop: the trigger uses hidden.f", role);
        shell.execute("GRANT EXECUTE ON FUNCTION hidden.f TO " + role);
        shell.all("expand");
        shell.execute("SET ROLE " + role);
        shell.execute("INSERT INTO t (n) VALUES (2)");
        shell.execute("RESET ROLE");
      } finally {
        shell.execute("DROP OWNED BY " + role + "; DROP ROLE " + role);
      }
    }
  }

  /** What a role or a database has set, and what has the server's names in an earlier schema. */
  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void whatTheSessionsHaveSetChangesNothing(int major) throws Exception {
    var tables =
        """
        CREATE TABLE public.t (id int PRIMARY KEY, n int CHECK (n > 0));
        CREATE INDEX t_n ON public.t (n) WHERE n > 3;
        INSERT INTO public.t SELECT g, g FROM generate_series(1, 100) g;
        CREATE SCHEMA first;
        CREATE TABLE first.t (id int, n text, n_big text);
        CREATE DOMAIN first.bigint AS text;
        CREATE DOMAIN first.int4 AS text;
        CREATE FUNCTION first.always(int, int) RETURNS bool LANGUAGE sql AS 'SELECT true';
        CREATE OPERATOR first.> (LEFTARG = int, RIGHTARG = int, FUNCTION = first.always);
        """;
    try (var shell =
        new Shell(
            major,
            folder,
            tables,
            "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}")) {
      for (var setting :
          List.of(
              "search_path = first, pg_catalog, public",
              "standard_conforming_strings = off",
              "default_transaction_isolation = 'serializable'",
              "statement_timeout = '2s'",
              "transform_null_equals = on",
              "datestyle = 'German'",
              "array_nulls = off")) {
        shell.execute("ALTER DATABASE " + shell.owner.name() + " SET " + setting);
      }
      shell.all("expand", "drift", "run", "build", "verify", "cutover", "drift");
      shell.execute("INSERT INTO public.t (id, n) VALUES (999, 3000000000)");
      shell.refused(1, "rollback", "id = 999");
      shell.all("rollback --allow-loss");
      shell.refused(1, "verify", "id = 999");
      shell.all("run", "verify", "build", "cutover", "contract");
      assertThat(shell.number("SELECT count(*) FROM public.t WHERE n IS NULL")).isOne();
    }
  }
}
