package io.safeddl.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The frame of the command line: help, version, exit codes and the right stream for each. */
class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(
        args,
        Map.of(),
        InputStream.nullInputStream(),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }

  @Test
  void helpNamesTheExitCodesAndGoesToStandardOutput() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: safeddl-check").contains("Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionIsTheOneOfTheBuild() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString().strip()).matches("safeddl-check \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules", "init"})
  void aPlannedCommandSaysThatItIsNotThereAndFails(String command) {
    assertThat(run(command, "--some-option", "some/path")).isEqualTo(2);
    assertThat(err.toString()).contains("'" + command + "' is not in this version yet");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rules", "init"})
  void aPlannedCommandHasHelp(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString()).contains("Usage: safeddl-check " + command).contains("not yet");
  }

  @Test
  void withoutACommandItIsACheck() {
    assertThat(run("--format", "json", "no/such/folder")).isEqualTo(2);
    assertThat(err.toString()).contains("no/such/folder");
  }
}
