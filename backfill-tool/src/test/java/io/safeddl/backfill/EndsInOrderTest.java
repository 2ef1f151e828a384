package io.safeddl.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to end, or loses its sessions. */
class EndsInOrderTest {
  private static final String FILL =
      "{table: public.t, set: {m: n}, where: m is null, batch: {target: 5ms}}";

  /** The tool's writes take a while, so that it can be met at work. */
  private static final String SLOW =
      """
      CREATE TABLE t (id int PRIMARY KEY, n int, m int);
      INSERT INTO t SELECT g, g FROM generate_series(1, 4000) g;
      CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_setting('application_name') = 'safeddl-backfill' THEN
          PERFORM pg_sleep(0.0005);
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER slow BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION slow();
      """;

  @TempDir Path folder;

  private Process start(Shell shell, String... words) throws Exception {
    return start(Main.class, shell, words);
  }

  private Process start(Class<?> main, Shell shell, String... words) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(words));
    command.addAll(List.of(shell.spec.toString(), "--url", shell.owner.jdbcUrl()));
    command.addAll(List.of("--user", shell.owner.user(), "--password", shell.owner.password()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out").toFile())
        .start();
  }

  private static void await(Shell shell, String condition) throws Exception {
    for (var i = 0; shell.number("SELECT count(*) FROM (" + condition + ") x") == 0; i++) {
      assertThat(i).as(condition).isLessThan(3000);
      Thread.sleep(20);
    }
  }

  private String end(Process process, int code) throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    var said = Files.readString(folder.resolve("out"));
    assertThat(process.exitValue()).as(said).isEqualTo(code);
    assertThat(said).doesNotContain("\tat ", "Exception");
    return said;
  }

  private static void signal(Process process, String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor())
        .isZero();
  }

  @Test
  void whatFillsGivesItsChunksBack() throws Exception {
    try (var shell = new Shell(18, folder, SLOW, FILL)) {
      for (var name : new String[] {"TERM", "INT"}) {
        var process = start(shell, "run");
        await(
            shell,
            "SELECT 1 FROM t WHERE m IS NOT NULL" + (name.equals("INT") ? " OFFSET 1000" : ""));
        signal(process, name);
        assertThat(end(process, 1)).contains("Stopped; `run` goes on from here.");
        assertThat(
                shell.number(
                    "SELECT count(*) FROM safeddl.backfill_chunk WHERE worker IS NOT NULL"
                        + " AND NOT done"))
            .isZero();
      }
      assertThat(shell.number("SELECT count(*) FROM t WHERE m IS NULL")).isPositive();
      shell.all("run");
    }
  }

  @Test
  void whatBuildsIsCancelled() throws Exception {
    try (var shell =
            new Shell(
                18,
                folder,
                "CREATE TABLE t (id int PRIMARY KEY, n int); CREATE INDEX i ON t (n);"
                    + "INSERT INTO t SELECT g, g FROM generate_series(1, 100) g",
                "{table: public.t, columns: [{from: n, to: n_big, type: bigint}]}");
        var holder = shell.owner.connect()) {
      shell.all("expand", "run");
      holder.setAutoCommit(false);
      try (var statement = holder.createStatement()) {
        statement.execute("UPDATE t SET n = 0 WHERE id = 1");
      }
      var process = start(shell, "build");
      await(shell, "SELECT 1 FROM pg_stat_progress_create_index");
      signal(process, "TERM");
      assertThat(end(process, 1)).contains("stopped in the middle", "Run it again");
      await(shell, "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_stat_progress_create_index)");
      holder.rollback();
      shell.all("build", "verify", "cutover");
    }
  }

  @Test
  void whatComparesIsCancelled() throws Exception {
    var slow =
        "CREATE TABLE t (id int PRIMARY KEY, n int, m int);"
            + "INSERT INTO t SELECT g, g FROM generate_series(1, 100000) g;"
            + "CREATE FUNCTION slow(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS"
            + " 'BEGIN PERFORM pg_sleep(0.001); RETURN true; END'";
    try (var shell =
        new Shell(14, folder, slow, "{table: public.t, set: {m: n}, where: public.slow(n)}")) {
      var process = start(shell, "verify");
      await(
          shell,
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
              + " AND application_name = 'safeddl-backfill' AND query LIKE '%ctid%slow%'");
      signal(process, "INT");
      assertThat(end(process, 1)).contains("stopped in the middle");
    }
  }

  /** Somebody else's process, which has something to do at its end. */
  static final class Host {
    private Host() {}

    public static void main(String[] args) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      Thread.sleep(2000);
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                    System.out.println("the host has ended in order");
                  }));
      var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      System.exit(Main.run(args, out, out));
    }
  }

  @Test
  void inAProcessOfOthersNothingIsCutOff() throws Exception {
    try (var shell = new Shell(18, folder, SLOW, FILL)) {
      var process = start(Host.class, shell, "run");
      await(shell, "SELECT 1 FROM t WHERE m IS NOT NULL");
      signal(process, "TERM");
      assertThat(end(process, 143))
          .contains("Stopped; `run` goes on from here.", "the host has ended in order");
      assertThat(
              shell.number(
                  "SELECT count(*) FROM safeddl.backfill_chunk WHERE worker IS NOT NULL"
                      + " AND NOT done"))
          .isZero();
    }
  }

  @Test
  void whatLosesAllItsSessionsConnectsAgain() throws Exception {
    try (var shell = new Shell(14, folder, SLOW, FILL)) {
      var process = start(shell, "run");
      for (var rows = 100; rows <= 1000; rows += 900) {
        await(shell, "SELECT 1 FROM t WHERE m IS NOT NULL OFFSET " + rows);
        shell.session.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE application_name = 'safeddl-backfill'"
                + " AND datname = current_database()",
            row -> row.getBoolean(1));
      }
      assertThat(end(process, 0)).contains("Done.");
      assertThat(shell.number("SELECT count(*) FROM t WHERE m IS NULL")).isZero();
      // It was the same worker all the time, and had not to wait until its own lease ran out.
      assertThat(shell.number("SELECT count(*) FROM safeddl.backfill_worker")).isEqualTo(1);
    }
  }
}
