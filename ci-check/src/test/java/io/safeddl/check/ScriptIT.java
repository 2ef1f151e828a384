package io.safeddl.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/safeddl-check} where it was installed: with the jar beside it, in odd places. */
class ScriptIT {
  private static final Path MODULE = Path.of("").toAbsolutePath();
  private static final String JAVA_HOME = System.getProperty("java.home");
  private static final String FINDING = "error [blocking-index-build]";

  private final List<Path> outputs = new ArrayList<>();

  @TempDir private Path directory;
  private Path installed;
  private Path migration;

  @BeforeEach
  void install() throws IOException {
    installed = Files.createDirectories(directory.resolve("in a folder/with $paces"));
    Files.copy(MODULE.resolveSibling("bin/safeddl-check"), installed.resolve("safeddl-check"));
    Files.copy(MODULE.resolve("target/safeddl-check.jar"), installed.resolve("safeddl-check.jar"));
    migration = directory.resolve("V1__an index.sql");
    Files.writeString(migration, "CREATE INDEX i ON orders (a);");
  }

  /** What it printed on both streams, and how it ended. */
  private record Result(int exitCode, String output) {}

  private Process start(Path script, String... environment) throws IOException {
    var log = Files.createTempFile(directory, "output", ".txt");
    var builder =
        new ProcessBuilder(script.toString(), migration.getFileName().toString())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    var variables = builder.environment();
    variables.remove("CI");
    variables.put("JAVA_HOME", JAVA_HOME);
    for (var i = 0; i < environment.length; i += 2) {
      variables.put(environment[i], environment[i + 1]);
    }
    outputs.add(log);
    return builder.start();
  }

  private Result run(Path script, String... environment) throws Exception {
    var process = start(script, environment);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    return new Result(process.exitValue(), Files.readString(outputs.get(outputs.size() - 1)));
  }

  private Path script() {
    return installed.resolve("safeddl-check");
  }

  private List<Path> archives() throws IOException {
    try (var files = Files.list(installed)) {
      return files.filter(it -> it.toString().contains(".jsa")).toList();
    }
  }

  private static void isRight(Result result) {
    assertThat(result.output()).startsWith("V1__an index.sql:1:1: " + FINDING);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void theFirstRunMakesAnArchiveThatTheNextOnesUse() throws Exception {
    // JDK 17 archives nothing of a jar whose path has to be escaped in a URL.
    installed = Files.move(installed, directory.resolve("plain"));
    var link = Files.createSymbolicLink(directory.resolve("far"), script());
    var farther = Files.createSymbolicLink(directory.resolve("check me"), link.getFileName());
    isRight(run(farther));
    assertThat(archives()).hasSize(1);
    var archive = archives().get(0);
    assertThat(archive).isNotEmptyFile();
    var made = Files.getLastModifiedTime(archive);
    isRight(run(script()));
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
    assertThat(loaded(archive))
        .contains("io.safeddl.check.Check source: shared objects file")
        .contains("picocli.CommandLine source: shared objects file");
    anotherOneIsMadeForANewJar(archive, made);
    whatIsNoArchiveDoesNoHarm(archive);
  }

  /** Where a JVM with this archive has its classes from. */
  private String loaded(Path archive) throws Exception {
    var log = directory.resolve("loaded.txt");
    var process =
        new ProcessBuilder(
                Path.of(JAVA_HOME, "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:class+load:file=" + log.getFileName(),
                "-jar",
                installed.resolve("safeddl-check.jar").toString(),
                migration.toString())
            .directory(directory.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    return Files.readString(log);
  }

  private void anotherOneIsMadeForANewJar(Path archive, FileTime made) throws Exception {
    // As if all had been made a minute earlier, and the jar anew since: nothing is left to the
    // clock.
    var jar = made.toInstant().minusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
    Files.setLastModifiedTime(archive, FileTime.from(made.toInstant().minusSeconds(60)));
    Files.setLastModifiedTime(installed.resolve("safeddl-check.jar"), FileTime.from(jar));
    isRight(run(script()));
    assertThat(archives()).containsExactly(archive);
    assertThat(Files.getLastModifiedTime(archive)).isGreaterThan(made);
  }

  private void whatIsNoArchiveDoesNoHarm(Path archive) throws Exception {
    Files.delete(archive);
    Files.writeString(archive, "of another JVM");
    isRight(run(script()));
    Files.writeString(archive, "");
    isRight(run(script()));
    assertThat(archive).isEmptyFile();
  }

  @Test
  void twoAtOnceDoNotDisturbEachOther() throws Exception {
    var first = start(script());
    var second = start(script());
    for (var process : List.of(first, second)) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
      isRight(
          new Result(
              process.exitValue(), Files.readString(outputs.get(process.equals(first) ? 0 : 1))));
    }
    assertThat(archives()).hasSize(1);
    isRight(run(script()));
  }

  @Test
  void inContinuousIntegrationNoneIsMade() throws Exception {
    isRight(run(script(), "CI", "true"));
    assertThat(archives()).isEmpty();
  }

  @Test
  void whereNothingMayBeWrittenItIsKeptInTheUsersCache() throws Exception {
    assertThat(installed.toFile().setWritable(false)).isTrue();
    assumeFalse(Files.isWritable(installed), "a superuser may write everywhere");
    var cache = directory.resolve("cache");
    isRight(run(script(), "XDG_CACHE_HOME", cache.toString()));
    try (var files = Files.list(cache.resolve("safeddl"))) {
      assertThat(files).hasSize(1);
    }
    isRight(run(script(), "XDG_CACHE_HOME", "/dev/null/no"));
  }

  @Test
  void aJavaThatIsTooOldOrMissingIsSaid() throws Exception {
    var old = Files.createDirectories(directory.resolve("jdk-11"));
    var java = Files.createDirectories(old.resolve("bin")).resolve("java");
    var home = old.toString();
    var missing = run(script(), "JAVA_HOME", home);
    assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.output()).contains("JAVA_HOME is " + home + ", where there is no bin/java");
    Files.writeString(java, "#!/bin/sh\nexit 9\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\nOS_ARCH=\"x86_64\"\n");
    var tooOld = run(script(), "JAVA_HOME", home);
    assertThat(tooOld.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(tooOld.output()).contains("Java 17 or later is needed").contains("11.0.2");
  }
}
