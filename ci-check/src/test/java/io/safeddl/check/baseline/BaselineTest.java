package io.safeddl.check.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.check.Cli;
import io.safeddl.check.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known is not told again, and what is new is told whatever is known. */
class BaselineTest {
  private static final String LIMIT = "SET lock_timeout = '2s';\n";
  private static final String INDEX = "CREATE INDEX ON orders (a);\n";

  @TempDir Path folder;
  private Path sql;
  private Path baseline;

  @BeforeEach
  void write() throws IOException {
    sql = Files.writeString(folder.resolve("a.sql"), LIMIT + INDEX);
    baseline = folder.resolve("baseline.txt");
  }

  private Cli.Result check(String... more) {
    var args = new String[3 + more.length];
    args[0] = "--baseline";
    args[1] = baseline.toString();
    args[2] = sql.toString();
    System.arraycopy(more, 0, args, 3, more.length);
    return Cli.run(Map.of(), "", args);
  }

  @Test
  void whatIsWrittenIsNotToldAgain() throws IOException {
    var written = check("--write-baseline");
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(Files.readString(baseline)).contains(" blocking-index-build a.sql\n");
    Files.writeString(sql, "-- moved\n\n" + LIMIT + INDEX);
    var known = check();
    assertThat(known.exitCode()).isZero();
    assertThat(known.out())
        .isEqualTo(
            "Nothing found in 1 file. All 2 statements were read. 1 finding of the baseline is not"
                + " told again.\n");
  }

  @Test
  void theSameOnceMoreIsNew() throws IOException {
    check("--write-baseline");
    Files.writeString(sql, LIMIT + INDEX + INDEX);
    var result = check("--format", "json");
    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out()).contains("\"known\": 1").contains("\"line\": 3");
  }

  @Test
  void whatMatchesNothingAnyMoreIsNoted() throws IOException {
    check("--write-baseline");
    Files.writeString(sql, "SELECT 1");
    var result = check();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("1 entry of ").contains("match nothing any more");
    assertThat(check("--write-baseline").out()).doesNotContain("match nothing");
  }

  @Test
  void entriesOfFilesThatAreNotLookedAtAreLeftAlone() throws IOException {
    check("--write-baseline");
    sql = Files.writeString(folder.resolve("b.sql"), "SELECT 1");
    assertThat(check().out()).doesNotContain("match nothing");
  }

  @Test
  void aBaselineThatIsNotThereOrNoneIsAnError() throws IOException {
    var missing = check();
    assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.err()).contains("there is no baseline").contains("--write-baseline");
    Files.writeString(baseline, "# well\n\nwhatever\n");
    var wrong = check();
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("baseline.txt:3: this is no line of a baseline");
    var nowhere = Cli.run(Map.of(), "", "--write-baseline", sql.toString());
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
