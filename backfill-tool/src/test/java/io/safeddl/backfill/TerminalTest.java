package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.safeddl.backfill.target.Database;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who sits before it, and what a log gets. {@code script} makes a terminal. */
class TerminalTest {
  private static final String ESCAPE = "\u001b[";

  @TempDir Path folder;

  private TestDatabase database;
  private Path spec;

  @BeforeEach
  void open() throws Exception {
    database = TestPostgres.server(18).createDatabase();
    try (var session = new Database(database.connect())) {
      session.execute(
          """
          CREATE TABLE t (id int PRIMARY KEY, n int, n_big bigint);
          INSERT INTO t SELECT g, g FROM generate_series(1, 1000) g;
          CREATE TABLE shut AS SELECT true AS shut;
          """);
    }
    spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            table: public.t
            set: {n_big: n}
            where: n_big is null
            throttle: {pauseWhen: 'select shut from public.shut'}
            """);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void onATerminalABarIsDrawnOverItselfAndItsLineIsEnded() throws Exception {
    var run = start(onTerminal(tool("run")), "run");
    await("run", "\rt ", "stands back: pause");
    letGo();
    assertThat(end(run)).isZero();
    var said = said("run");
    assertThat(said.split("\rt ", -1).length).as("drawn again and again").isGreaterThan(2);
    assertThat(said).containsPattern("(?s)\rt 100% .*\n.*public.t \\[n_big]: filled");
    assertThat(said).endsWith("Done.\r\n");
  }

  @Test
  void elsewhereItIsPlainLines() throws Exception {
    var run = start(tool("run"), "run");
    await("run", "public.t [n_big]: ");
    letGo();
    assertThat(end(run)).isZero();
    assertThat(said("run")).doesNotContain("\r").doesNotContain(ESCAPE).endsWith("Done.\n");
  }

  @Test
  void whatIsComparedIsShownToo() throws Exception {
    slow();
    var bar = start(onTerminal(tool("verify")), "verify");
    await("verify", "\rt ", "compared 0.0%");
    assertThat(end(bar)).isEqualTo(1);
    assertThat(said("verify"))
        .containsPattern("(?s)\rt 100% .*compared 100.0%.*\n.*1000 rows still");
    var lines = start(tool("verify"), "lines");
    assertThat(end(lines)).isEqualTo(1);
    assertThat(said("lines")).contains("public.t: compared 0.0%\n").doesNotContain("\r", ESCAPE);
  }

  /** A comparison that takes some seconds. */
  private void slow() throws Exception {
    try (var session = new Database(database.connect())) {
      session.execute(
          "CREATE FUNCTION slow(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS"
              + " 'BEGIN PERFORM pg_sleep(0.0015); RETURN true; END'");
    }
    Files.writeString(
        spec, "{table: public.t, set: {n_big: n}, where: n_big is null and public.slow(n)}");
  }

  @Test
  void onATerminalAWatchedStatusIsDrawnOverItself() throws Exception {
    var run = start(tool("run"), "run");
    await("run", "public.t [n_big]: ");
    var line = new ArrayList<>(tool("status"));
    line.add("--watch");
    var status = start(onTerminal(line), "status");
    await("status", ESCAPE + "2A\r", "pauseWhen is true");
    letGo();
    assertThat(end(run)).isZero();
    assertThat(end(status)).isZero();
    assertThat(said("status")).contains("filled").endsWith(ESCAPE + "?7h");
  }

  private void letGo() throws SQLException {
    try (var session = new Database(database.connect())) {
      session.execute("UPDATE shut SET shut = false");
    }
  }

  private List<String> tool(String command) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-XX:TieredStopAtLevel=1",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName(),
        command,
        spec.toString(),
        "--url",
        database.jdbcUrl(),
        "--user",
        database.user(),
        "--password",
        database.password());
  }

  private static List<String> onTerminal(List<String> line) {
    var script = Path.of("/usr/bin/script");
    assumeTrue(Files.isExecutable(script), "util-linux has script");
    var command =
        line.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    return List.of(script.toString(), "-qec", "TERM=xterm exec " + command, "/dev/null");
  }

  private Process start(List<String> line, String name) throws IOException {
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name).toFile())
        .start();
  }

  private static int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private void await(String name, String... words) throws Exception {
    var limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!Stream.of(words).allMatch(said(name)::contains)) {
      assertThat(System.nanoTime()).as(said(name)).isLessThan(limit);
      Thread.sleep(50);
    }
  }

  private String said(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }
}
