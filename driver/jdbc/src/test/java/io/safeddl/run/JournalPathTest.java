package io.safeddl.run;

import static io.safeddl.run.Servers.column;
import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types and operators of the user's, in a schema before the server's own. */
@Timeout(120)
class JournalPathTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static final String PATH = "first, pg_catalog, public";

  private static void makeFirst(Connection c) throws SQLException {
    run(c, "CREATE SCHEMA first");
    for (var type : List.of("int4", "int8", "uuid")) {
      run(
          c,
          "CREATE FUNCTION first.always(pg_catalog.%1$s, pg_catalog.%1$s) RETURNS bool LANGUAGE sql"
                  .formatted(type)
              + " AS 'SELECT true'");
      run(
          c,
          "CREATE OPERATOR first.= (LEFTARG = pg_catalog.%1$s, RIGHTARG = pg_catalog.%1$s,"
                  .formatted(type)
              + " FUNCTION = first.always)");
    }
    for (var type : List.of("uuid", "jsonb", "int8")) {
      run(c, "CREATE DOMAIN first." + type + " AS bool");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void theJournalKnowsTheServersOwnAlone(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      run(c, "CREATE TABLE public.h (a int); CREATE TABLE public.h2 (a int)");
      makeFirst(c);
      SERVERS.sets("search_path");
      for (var attempt : List.of("broken off", "gone on with")) {
        try (var tool = SERVERS.safe(major)) {
          run(tool, "SET search_path = " + PATH);
          tool.setAutoCommit(false);
          run(tool, "ALTER TABLE h ADD COLUMN b int");
          run(tool, "CREATE INDEX h_b ON h (b)");
          assertThat(show(tool, "SHOW search_path")).as(attempt).isEqualTo(PATH);
          assertThat(column(c, "SELECT state || ' ' || step FROM safeddl.journal ORDER BY ordinal"))
              .as(attempt)
              .containsExactly("done 0", "done 1");
          if (attempt.equals("broken off")) {
            tool.rollback();
          } else {
            run(tool, "CREATE INDEX h2_a ON h2 (a)");
            tool.commit();
            assertThat(show(tool, "SHOW search_path")).isEqualTo(PATH);
          }
        }
      }
      assertThat(column(c, "SELECT statement_start FROM safeddl.journal")).isEmpty();
      assertThat(
              column(
                  c,
                  "SELECT indexrelid::regclass FROM pg_index WHERE indisvalid"
                      + " AND indrelid IN ('public.h'::regclass, 'public.h2'::regclass)"))
          .containsExactlyInAnyOrder("h_b", "h2_a");
    }
  }
}
