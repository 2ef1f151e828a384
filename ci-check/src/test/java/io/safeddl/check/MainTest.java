package io.safeddl.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.rule.Rules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void rulesListsAllOfThemAndShowsThePageOfOne() {
    assertThat(run("rules")).isZero();
    assertThat(out.toString().lines())
        .hasSize(Rules.ALL.size())
        .anyMatch(line -> line.matches("drop-table +warning +compatibility +\\S.*"));
    out.getBuffer().setLength(0);
    assertThat(run("rules", "drop-table")).isZero();
    assertThat(out.toString()).startsWith("# drop-table\n").contains("## Found");
    assertThat(run("rules", "drop-tabel")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no rule drop-tabel; the nearest is drop-table");
  }

  @Test
  void initWritesAFileOnce(@TempDir Path folder) throws IOException {
    assertThat(run("init", folder.toString())).isZero();
    var file = folder.resolve("safeddl.yaml");
    assertThat(Files.readString(file)).contains("# pgVersion: 18");
    Files.writeString(file, "mine");
    assertThat(run("init", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("safeddl.yaml is there already");
    assertThat(Files.readString(file)).isEqualTo("mine");
  }

  @Test
  void withoutACommandItIsACheck() {
    assertThat(run("--format", "json", "no/such/folder")).isEqualTo(2);
    assertThat(err.toString()).contains("no/such/folder");
  }
}
