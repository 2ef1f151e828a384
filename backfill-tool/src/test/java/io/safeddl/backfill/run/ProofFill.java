package io.safeddl.backfill.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The filling of a round: several processes, and all that happens to them. */
final class ProofFill {
  private static final int OF_THE_PAUSED = 3;
  private static final int LIMIT_SECONDS = 300;

  private final ProofTable table;
  private final ProofTraffic traffic;
  private final ProofTool tool;
  private final ProofServer server;
  private final ProofStory story;
  private final Random random;
  private final List<Process> running = new ArrayList<>();
  private long ahead;
  private int killed;
  private int paused;

  ProofFill(
      ProofTraffic traffic, ProofTool tool, ProofServer server, ProofStory story, Random random) {
    this.table = traffic.table();
    this.traffic = traffic;
    this.tool = tool;
    this.server = server;
    this.story = story;
    this.random = random;
  }

  /** The most rows that a checkpoint was ahead of. */
  long ahead() {
    return ahead;
  }

  int killed() {
    return killed;
  }

  int paused() {
    return paused;
  }

  void start() throws IOException {
    for (var i = 0; i < story.processes(); i++) {
      running.add(tool.start());
    }
  }

  /** Lets it all happen; false where the rest need not be seen. */
  boolean events() throws Exception {
    for (var event : story.events(random)) {
      if (!look(100 + random.nextInt(500))) {
        return false;
      }

      switch (event) {
        case KILL -> kill();
        case CRASH -> {
          if (!tool.awaitAtWork(running).isEmpty()) {
            server.crash();
          }
        }
        case PAUSE -> pause();
      }
    }
    return true;
  }

  /** Kills one that works, and lets another take its place. */
  void kill() throws Exception {
    var working = tool.awaitAtWork(running);
    if (!working.isEmpty()) {
      var victim = working.get(random.nextInt(working.size()));
      // Within a batch as likely as between two.
      Thread.sleep(random.nextInt(200));
      ProofTool.kill(victim);
      killed++;
      look(0);
      running.set(running.indexOf(victim), tool.start());
    }
  }

  private void pause() throws Exception {
    tool.awaitAtWork(running);
    expect(tool.command(List.of("pause")), 0);
    var before = atRest();
    // Who is started now ends at once, and says so by its exit code.
    var late = tool.start();
    Thread.sleep(500);
    if (late.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && late.exitValue() != OF_THE_PAUSED) {
      throw new AssertionError("started while paused: " + late.exitValue() + tool.said());
    }
    if (batches() != before) {
      throw new AssertionError("paused, it has written " + (batches() - before) + " batches");
    }
    paused++;
    look(0);
    expect(tool.command(List.of("resume")), 0);
  }

  /** What is in hand is brought to its end, and then nothing is begun. */
  private long atRest() throws Exception {
    var limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      var before = batches();
      Thread.sleep(1500);
      if (batches() == before) {
        return before;
      }
      if (System.nanoTime() > limit) {
        throw new AssertionError("paused, it goes on: " + tool.said());
      }
    }
  }

  private static void expect(ProofTool.Said said, int exit) {
    if (said.exit() != exit) {
      throw new AssertionError(said.words());
    }
  }

  long batches() throws Exception {
    return table.count("SELECT COALESCE(sum(batches), 0) FROM safeddl.backfill_chunk");
  }

  /** Looks for that long whether a checkpoint is ahead. */
  private boolean look(int millis) throws Exception {
    var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    do {
      ahead = Math.max(ahead, table.ahead());
      if (ahead > 0) {
        // Nothing can make that good.
        return false;
      }
      Thread.sleep(tool.isRight() ? 100 : 20);
    } while (System.nanoTime() < until);
    return true;
  }

  /**
   * Waits for the end of all of them. One that a crash has ended is started again, and one that
   * came while the job was paused.
   */
  void end() throws Exception {
    if (tool.isRight()) {
      table.release();
    }
    var limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    for (var i = 0; i < running.size(); i++) {
      while (running.get(i).isAlive() && look(50)) {
        traffic.failIfOneHas();
        if (System.nanoTime() > limit) {
          throw new AssertionError("it does not end: " + tool.said());
        }
      }
      if (ahead > 0) {
        return;
      }
      if (running.get(i).exitValue() != 0) {
        var late = paused > 0 && running.get(i).exitValue() == OF_THE_PAUSED;
        if (!late && server.crashes() == 0) {
          throw new AssertionError("exit " + running.get(i).exitValue() + ": " + tool.said());
        }
        running.set(i, tool.start());
        i--;
      }
    }
  }

  /** All that still run are left to themselves. */
  void abandon() throws InterruptedException {
    for (var process : running) {
      process.waitFor(20, TimeUnit.SECONDS);
      ProofTool.kill(process);
    }
  }
}
