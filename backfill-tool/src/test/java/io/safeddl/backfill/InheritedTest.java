package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that inherit hold rows of the one that a fill is about, as an UPDATE sees it too. */
class InheritedTest {
  @TempDir Path folder;

  @Test
  void areWalkedTooWhereTheyCanBe() throws Exception {
    try (var shell =
        new Shell(
            18,
            folder,
            """
            CREATE TABLE t (id int PRIMARY KEY, n int, m int);
            CREATE TABLE child (extra text) INHERITS (t);
            CREATE TABLE grandchild (more int) INHERITS (child);
            INSERT INTO t SELECT g, g FROM generate_series(1, 300) g;
            INSERT INTO child SELECT g, g FROM generate_series(301, 600) g;
            INSERT INTO grandchild SELECT g, g FROM generate_series(601, 900) g;
            """,
            "{table: public.t, set: {m: n}, where: m is null}")) {
      shell.all("run");
      assertThat(shell.number("SELECT count(*) FROM t WHERE m = n")).isEqualTo(900);
      shell.all("verify");
      shell.execute("UPDATE grandchild SET m = NULL WHERE id = 700");
      shell.refused(1, "verify", "id = 700");
      shell.execute(
          "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
              + "CREATE FOREIGN TABLE far () INHERITS (t) SERVER s");
      shell.refused(2, "run", "foreign table");
    }
  }
}
