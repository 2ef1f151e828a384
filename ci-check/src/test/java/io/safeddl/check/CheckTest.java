package io.safeddl.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published JSON of {@code check}, and its exit codes. */
class CheckTest {
  private static JsonObject json(Cli.Result result) {
    return JsonParser.parseString(result.out()).getAsJsonObject();
  }

  @Test
  void aFindingHasItsPlaceItsTableItsLockAndItsCure() {
    var result =
        Cli.run(
            Map.of(),
            "SELECT 1;\n  CREATE INDEX i ON public.orders (customer_id);\n",
            "--format",
            "json",
            "-");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.FINDINGS);
    var json = json(result);
    assertThat(json.get("version").getAsInt()).isEqualTo(1);
    assertThat(json.get("files").getAsInt()).isEqualTo(1);
    assertThat(json.get("statements").getAsInt()).isEqualTo(2);
    assertThat(json.get("unread").getAsInt()).isZero();
    var finding = json.getAsJsonArray("findings").get(0).getAsJsonObject();
    assertThat(finding.get("rule").getAsString()).isEqualTo("blocking-index-build");
    assertThat(finding.get("severity").getAsString()).isEqualTo("error");
    assertThat(finding.get("group").getAsString()).isEqualTo("lock");
    assertThat(finding.get("file").getAsString()).isEqualTo("<stdin>");
    assertThat(finding.get("line").getAsInt()).isEqualTo(2);
    assertThat(finding.get("column").getAsInt()).isEqualTo(3);
    assertThat(finding.get("relation").getAsString()).isEqualTo("public.orders");
    assertThat(finding.get("lock").getAsString()).isEqualTo("SHARE");
    assertThat(finding.get("instead").getAsString()).contains("CREATE INDEX CONCURRENTLY i");
    assertThat(finding.get("help").getAsString()).contains("blocking-index-build");
  }

  @Test
  void whatCannotBeReadIsCounted() {
    var json = json(Cli.run(Map.of(), "FROBNICATE t; SELECT 1;", "check", "--format=json", "-"));
    assertThat(json.get("unread").getAsInt()).isEqualTo(1);
  }

  @Test
  void nothingFoundIsSuccess() {
    var result = Cli.run(Map.of(), "CREATE TABLE t (id bigint PRIMARY KEY);", "check", "-");
    assertThat(result.exitCode()).as(result.out()).isZero();
  }

  @Test
  void whatTheReleaseHasMadeIsEmptyAndNobodyUsesIt() {
    var release =
        "CREATE TABLE t (id bigint PRIMARY KEY, a text); CREATE INDEX i ON t (a); DROP TABLE t;";
    assertThat(Cli.run(Map.of(), release, "check", "-").exitCode()).isZero();
  }

  @Test
  void theUserSaysWhatFails() {
    var unsafe = "CREATE INDEX i ON orders (a)";
    assertThat(Cli.run(Map.of(), unsafe, "--fail-on", "never", "-").exitCode()).isZero();
    assertThat(Cli.run(Map.of(), unsafe, "--fail-on", "warning", "-").exitCode()).isEqualTo(1);
  }

  @Test
  void wrongUseNamesWhatIsWrong() {
    var result = Cli.run(Map.of(), "", "check", "no/such/folder");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("no/such/folder");
    assertThat(Cli.run(Map.of(), "", "--pg-version", "9", "-").exitCode()).isEqualTo(2);
  }

  @Test
  void theFileSaysWhatTheCommandLineDoesNot(@TempDir Path folder) throws IOException {
    var sql = Files.writeString(folder.resolve("a.sql"), "DROP TABLE t");
    var config = folder.resolve("safeddl.yaml");
    Files.writeString(
        config,
        """
        paths: a.sql
        failOn: warning
        assumeSmall: [orders]
        rules: {missing-lock-timeout: off}
        """);
    var byFile = Cli.run(Map.of(), "", "--config", config.toString(), "--quiet");
    assertThat(byFile.exitCode()).as(byFile.err()).isEqualTo(ExitCode.FINDINGS);
    assertThat(byFile.out()).contains(sql + ":1:1: warning [drop-table]").hasLineCount(1);
    var overridden =
        Cli.run(Map.of(), "", "--config", config.toString(), "--fail-on", "never", sql.toString());
    assertThat(overridden.exitCode()).isZero();
    var index = "CREATE INDEX ON orders (a)";
    assertThat(Cli.run(Map.of(), index, "--config", config.toString(), "-").exitCode()).isZero();
    assertThat(Cli.run(Map.of(), index, "--assume-small", "orders", "-").exitCode()).isZero();
    assertThat(Cli.run(Map.of(), index, "--assume-small", "others", "-").exitCode()).isEqualTo(1);
  }

  @Test
  void withoutAPathItAsksForOne() {
    var result = Cli.run(Map.of(), "", "check");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("What is to be checked?");
  }

  @Test
  void severalFormsAreWrittenAtOnce(@TempDir Path folder) throws IOException {
    var sarif = folder.resolve("a.sarif");
    var summary = Files.writeString(folder.resolve("summary.md"), "before\n");
    var result =
        Cli.run(
            Map.of("GITHUB_STEP_SUMMARY", summary.toString()),
            "SET lock_timeout = '2s'; DROP TABLE t; FROBNICATE",
            "--format=github",
            "--output=sarif=" + sarif,
            "--output=markdown=" + summary,
            "-");
    assertThat(result.out()).startsWith("::warning file=").contains("::error file=");
    assertThat(result.err()).contains("1 of 3 statements could not be read");
    assertThat(Files.readString(sarif)).contains("sarif-schema-2.1.0");
    assertThat(Files.readString(summary)).startsWith("before\n## SafeDDL: 1 error and 1 warning");
    var wrong = Cli.run(Map.of(), "SELECT 1", "--output", "sarof=x", "-");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("there is no format sarof");
    var nowhere = Cli.run(Map.of(), "SELECT 1", "--output", "json=" + folder + "/no/x", "-");
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(nowhere.err()).contains("cannot write").contains("there is no such folder");
  }
}
