package io.safeddl.backfill.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.backfill.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several processes fill one table, each killed at random, while the application writes. More
 * rounds, processes and kills: {@code -Dsafeddl.proof.rounds=30}.
 */
class ProcessesTest {
  private static final int ROUNDS = Integer.getInteger("safeddl.proof.rounds", 1);
  private static final int PROCESSES = ROUNDS > 1 ? 3 : 2;
  private static final int KILLS = ROUNDS > 1 ? 6 : 2;
  private static final int WRITERS = ROUNDS > 1 ? 8 : 3;
  private static final int ROWS = 15_000;

  @TempDir Path folder;

  @Test
  void whoeverIsKilledNoRowIsWrong() throws Exception {
    for (var round = 0; round < ROUNDS; round++) {
      var seed = ThreadLocalRandom.current().nextLong();
      try (var scene = Scene.on(round % 2 == 0 ? 18 : 14);
          var table = new ProofTable(scene, ProofMode.MIRROR, ROWS)) {
        play(scene, table, seed);
      }
    }
  }

  private void play(Scene scene, ProofTable table, long seed) throws Exception {
    table.create();
    var text = "table: public.t\n" + ProofMode.MIRROR.spec() + "\nbatch: {target: 2ms}\n";
    var spec = Files.writeString(folder.resolve("spec.yaml"), text);
    var random = new Random(seed);
    var stop = new AtomicBoolean();
    var pool = Executors.newFixedThreadPool(WRITERS);
    var keys = new AtomicLong(10L * ROWS);
    var traffic = new ArrayList<Future<?>>();
    var running = new ArrayList<Process>();
    try {
      for (var i = 0; i < WRITERS; i++) {
        traffic.add(pool.submit(new ProofWriter(table, i, random.nextLong(), stop, keys)));
      }
      slowDown(scene);
      scene.makeTrigger(Scene.spec(text));
      for (var i = 0; i < PROCESSES; i++) {
        running.add(start(scene, spec));
      }
      var killed = 0;
      for (var kill = 0; kill < KILLS; kill++) {
        var victim = running.get(random.nextInt(PROCESSES));
        if (!isAtWork(scene, victim)) {
          break;
        }
        Thread.sleep(random.nextInt(400));
        victim.destroyForcibly().waitFor();
        assertThat(table.ahead()).as("seed %s: rows behind a checkpoint", seed).isZero();
        running.set(running.indexOf(victim), start(scene, spec));
        killed++;
      }
      assertThat(killed).as("processes met at work; they said:%n%s", output()).isPositive();
      for (var process : running) {
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output()).isZero();
      }
      assertThat(table.differences()).as("seed %s", seed).isZero();
    } finally {
      stop.set(true);
      running.forEach(Process::destroyForcibly);
      pool.shutdown();
      assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
    for (var writer : traffic) {
      writer.get();
    }
    table.settle();
    assertThat(table.lies()).as("seed %s", seed).isEmpty();
    assertThat(table.differences()).as("seed %s", seed).isZero();
  }

  /** What the tool writes takes it some time, so that it can be met at work. */
  private static void slowDown(Scene scene) throws SQLException {
    scene.execute(
        """
        CREATE FUNCTION slow_down() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF current_setting('application_name') = 'safeddl-backfill' THEN
            PERFORM pg_sleep(0.0004);
          END IF;
          RETURN NEW;
        END $$
        """,
        "CREATE TRIGGER b_slow BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION slow_down()");
  }

  /** Waits until it works; false where it came too late for that. */
  private static boolean isAtWork(Scene scene, Process process) throws Exception {
    while (process.isAlive()) {
      var workers =
          scene.number(
              "SELECT CASE WHEN to_regclass('safeddl.backfill_worker') IS NULL THEN 0 ELSE 1 END");
      if (workers > 0
          && scene.number(
                  "SELECT count(*) FROM safeddl.backfill_worker WHERE process = " + process.pid())
              > 0) {
        return true;
      }
      Thread.sleep(20);
    }
    return false;
  }

  private Process start(Scene scene, Path spec) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ArrayList<>(
            List.of(java, "-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Main.class.getName(), "run", spec.toString(), "--lease", "1s", "--url"));
    command.addAll(
        List.of(
            scene.database().jdbcUrl(),
            "--user",
            scene.database().user(),
            "--password",
            scene.database().password()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
        .start();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("out"));
  }
}
