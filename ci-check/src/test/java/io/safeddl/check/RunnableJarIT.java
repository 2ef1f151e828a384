package io.safeddl.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar and the script beside it, started as a user starts them. */
class RunnableJarIT {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final Path JAR = MODULE.resolve("target/safeddl-check.jar");
  private static final Path SCRIPT = MODULE.resolveSibling("bin/safeddl-check");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @Test
  void theJarRunsByItself() throws Exception {
    var result = start(JAVA.toString(), "-jar", JAR.toString(), "--version");
    assertThat(result.exitCode()).isZero();
    assertThat(result.output()).startsWith("safeddl-check ");
  }

  @Test
  void theScriptRunsTheJarFromAnywhereAndKeepsItsExitCode() throws Exception {
    assertThat(start(SCRIPT.toString(), "--help").exitCode()).isZero();
    assertThat(start(SCRIPT.toString(), "--no-such-option").exitCode()).isEqualTo(2);
  }

  @Test
  void theJarBringsWhatItConnectsWith() throws Exception {
    var nowhere = "jdbc:postgresql://localhost:1/none";
    var result = start(JAVA.toString(), "-jar", JAR.toString(), "doctor", "--url", nowhere);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.output()).startsWith("safeddl-check: Connection to localhost:1 refused");
  }

  /** The jar holds only a part of some libraries: the part that this needs. */
  @Test
  void theJarUnpacksAndStartsAServer(@TempDir Path folder) throws Exception {
    var sql = Files.writeString(folder.resolve("a.sql"), "CREATE TABLE a (b int);");
    var result =
        start(
            Map.of("XDG_CACHE_HOME", folder.toString()),
            JAVA.toString(),
            "-jar",
            JAR.toString(),
            "--trace",
            "embedded",
            sql.toString());
    assertThat(result.output()).contains("1 statement ran, as predicted");
    assertThat(result.exitCode()).isZero();
  }

  private static Result start(String... command) throws IOException, InterruptedException {
    return start(Map.of(), command);
  }

  private static Result start(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.directory(Path.of(System.getProperty("java.io.tmpdir")).toFile());
    builder.environment().putAll(environment);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    return new Result(process.exitValue(), output);
  }

  private record Result(int exitCode, String output) {}
}
