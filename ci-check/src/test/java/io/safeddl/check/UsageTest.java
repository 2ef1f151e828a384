package io.safeddl.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The action, the hook and the examples are right, and the action's script does what it says. */
class UsageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path ACTION = ROOT.resolve(".github/actions/safeddl-check/action.yml");
  private static final Path EXAMPLES = ROOT.resolve("docs/examples");

  @TempDir Path folder;

  private static Object yaml(Path file) throws IOException {
    return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
  }

  private static Object at(Object yaml, String... path) {
    var value = yaml;
    for (var key : path) {
      var next =
          value instanceof List<?> list ? list.get(Integer.parseInt(key)) : map(value).get(key);
      value = Objects.requireNonNull(next, () -> key + " of " + String.join(".", path));
    }
    return value;
  }

  private static Map<?, ?> map(Object yaml) {
    return (Map<?, ?>) yaml;
  }

  private static Set<String> inputs() throws IOException {
    var names = new LinkedHashSet<String>();
    map(at(yaml(ACTION), "inputs")).keySet().forEach(name -> names.add((String) name));
    return names;
  }

  @Test
  void everyInputOfTheActionIsUsedAndNoOther() throws IOException {
    var used = new LinkedHashSet<String>();
    var matcher = Pattern.compile("inputs\\.([a-z-]+)").matcher(Files.readString(ACTION));
    while (matcher.find()) {
      used.add(matcher.group(1));
    }
    assertThat(used).containsExactlyInAnyOrderElementsOf(inputs());
  }

  @Test
  void noInputOfTheActionIsPartOfAScript() throws IOException {
    for (var step : (List<?>) at(yaml(ACTION), "runs", "steps")) {
      var run = map(step).get("run");
      if (run != null) {
        assertThat((String) run).doesNotContain("${{");
        assertThat(map(step).get("shell")).isEqualTo("bash");
      }
    }
  }

  @Test
  void theWorkflowUsesInputsThatThereAre() throws IOException {
    var workflow = yaml(EXAMPLES.resolve("github-workflow.yml"));
    var with = map(at(workflow, "jobs", "safeddl", "steps", "2", "with"));
    assertThat(inputs()).containsAll(with.keySet().stream().map(String.class::cast).toList());
  }

  @Test
  void theHookRunsTheProgramOnTheWholeSchema() throws IOException {
    var hook = at(yaml(ROOT.resolve(".pre-commit-hooks.yaml")), "0");
    assertThat(at(hook, "id")).isEqualTo("safeddl-check");
    assertThat(at(hook, "entry")).isEqualTo("safeddl-check");
    assertThat(at(hook, "pass_filenames")).isEqualTo(false);
    var files = Pattern.compile((String) at(hook, "files"));
    assertThat(files.matcher("db/V1__a.sql").find()).isTrue();
    assertThat(files.matcher("db/a.java").find()).isFalse();
  }

  @Test
  void theJobOfGitlabKeepsItsReports() throws IOException {
    var job = at(yaml(EXAMPLES.resolve("gitlab-ci.yml")), "safeddl-check");
    var script = (String) at(job, "script", "0");
    assertThat(script)
        .contains("gitlab=" + at(job, "artifacts", "reports", "codequality"))
        .contains("junit=" + at(job, "artifacts", "reports", "junit"));
  }

  @ParameterizedTest
  @CsvSource({
    "github-workflow, github-workflow.yml, yaml",
    "gitlab-ci, gitlab-ci.yml, yaml",
    "maven, maven.xml, xml"
  })
  void thePageShowsTheExamples(String part, String file, String language) throws IOException {
    var text = Files.readString(EXAMPLES.resolve(file));
    Pages.checkPart("ci.md", part, "```" + language + "\n" + text + "```\n");
  }

  @Test
  void thePageListsTheInputs() throws IOException {
    var table = new StringBuilder("| input | default | meaning |\n|---|---|---|\n");
    for (var name : inputs()) {
      var input = at(yaml(ACTION), "inputs", name);
      var byDefault = String.valueOf(at(input, "default"));
      table.append("| `").append(name).append("` | ");
      table.append(byDefault.isEmpty() ? "" : "`" + byDefault + "`").append(" | ");
      table.append(at(input, "description")).append(" |\n");
    }
    Pages.checkPart("ci.md", "inputs", table.toString());
  }

  /** As the runner runs it, with a java that knows the classes under test. */
  @Test
  void theScriptOfTheActionAnnotatesSummarizesAndFails() throws Exception {
    Files.createDirectories(folder.resolve("db"));
    Files.writeString(folder.resolve("db/a b.sql"), "CREATE INDEX i ON orders (a)");
    var java = folder.resolve("java");
    Files.writeString(
        java,
        "#!/bin/bash\n[ \"$1 $2\" = \"-jar $GITHUB_WORKSPACE/tool.jar\" ] || exit 9\nshift 2\nexec "
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + " -cp '"
            + System.getProperty("java.class.path")
            + "' io.safeddl.check.Main \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    var failed = script(Map.of("PATHS", "db/a b.sql\n", "SUMMARY", "true"));
    assertThat(failed.output()).contains("::error file=db/a b.sql,line=1,");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("summary.md"))).startsWith("## SafeDDL: 1 error");
    assertThat(Files.readString(folder.resolve("safeddl.sarif"))).contains("blocking-index-build");
    assertThat(Files.readString(folder.resolve("output")))
        .isEqualTo("sarif=" + folder.resolve("safeddl.sarif") + "\n");
    Files.writeString(folder.resolve("safeddl.yaml"), "paths: db\n");
    var passed = script(Map.of("FAIL_ON", "never", "ARGS", "--assume-small\norders\n"));
    assertThat(passed.exitCode()).as(passed.output()).isZero();
    assertThat(passed.output()).doesNotContain("::error");
  }

  private record Result(int exitCode, String output) {}

  private Result script(Map<String, String> given) throws IOException, InterruptedException {
    var step =
        ((List<?>) at(yaml(ACTION), "runs", "steps"))
            .stream().filter(it -> "check".equals(map(it).get("id"))).findFirst().orElseThrow();
    var command = new ArrayList<>(List.of("bash", "-eo", "pipefail", "-c"));
    command.add((String) at(step, "run"));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    var environment = builder.environment();
    map(at(step, "env")).keySet().forEach(name -> environment.put((String) name, ""));
    environment.put("JAR", "tool.jar");
    environment.put("GITHUB_WORKSPACE", folder.toRealPath().toString());
    environment.put("RUNNER_TEMP", folder.toString());
    environment.put("GITHUB_OUTPUT", Files.writeString(folder.resolve("output"), "").toString());
    environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
    environment.put("PATH", folder + ":" + environment.get("PATH"));
    environment.putAll(given);
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }
}
