package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frame of the command line: help, version, exit codes and the right stream for each. */
class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  @Test
  void helpNamesTheExitCodesAndGoesToStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: safeddl-backfill").contains("Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionIsTheOneOfTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString().strip()).matches("safeddl-backfill \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan",
        "expand",
        "run",
        "status",
        "pause",
        "resume",
        "cancel",
        "build",
        "verify",
        "cutover",
        "contract",
        "rollback",
        "drift"
      })
  void eachCommandOfTheInterfaceHasHelp(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: safeddl-backfill " + command);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://me:s3cret@localhost/shop",
        "jdbc:postgresql://me:s3cret@localhost:5432/shop?password=s3cret",
        "jdbc:safeddl:postgresql://me:s3cret@localhost/shop",
      })
  void aPasswordInTheUrlIsToldToNobody(String url) {
    assertThat(run("status", "--url", url)).isEqualTo(2);
    assertThat(err.toString()).contains("no session on ", "localhost", "--password");
    assertThat(err + "" + out).doesNotContain("s3cret");
  }

  @Test
  void withoutACommandNothingPassesForSuccess() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Missing command").contains("Usage:");
  }
}
