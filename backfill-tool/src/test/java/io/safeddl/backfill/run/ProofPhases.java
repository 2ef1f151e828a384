package io.safeddl.backfill.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The phases of a round, each until it is done, whatever happens to it. */
final class ProofPhases {
  private static final int MOST_ATTEMPTS = 12;

  private final ProofTable table;
  private final ProofTool tool;
  private final ProofServer server;
  private final boolean mishaps;
  private final Random random;
  private final List<String> failures = new ArrayList<>();
  private final Map<String, Long> millis = new LinkedHashMap<>();
  private int killed;

  ProofPhases(
      ProofTable table, ProofTool tool, ProofServer server, boolean mishaps, Random random) {
    this.table = table;
    this.tool = tool;
    this.server = server;
    this.mishaps = mishaps;
    this.random = random;
  }

  /** What had to be tried again. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  int killed() {
    return killed;
  }

  /** How long each took in all, in milliseconds. */
  Map<String, Long> millis() {
    return Map.copyOf(millis);
  }

  /** Whether a phase is done, as the catalog has it. */
  interface Done {
    boolean isSo() throws Exception;
  }

  void expand() throws Exception {
    until(() -> table.has("n_big"), "expand", "--allow-triggers");
  }

  void build() throws Exception {
    untilZero("build");
  }

  void verify() throws Exception {
    untilZero("verify");
  }

  void cutover() throws Exception {
    until(() -> table.has("n_old"), "cutover");
  }

  void takeBack() throws Exception {
    until(() -> !table.has("n_old"), "rollback");
  }

  void giveUp() throws Exception {
    until(() -> !table.has("n_big"), "rollback");
  }

  void contract() throws Exception {
    until(() -> !table.has("n_old"), "contract");
  }

  /** A phase that may be run again when it is done. */
  private void untilZero(String... words) throws Exception {
    var done = new boolean[1];
    until(() -> done[0], () -> done[0] = true, words);
  }

  private void until(Done done, String... words) throws Exception {
    until(done, () -> {}, words);
  }

  private void until(Done done, Runnable zero, String... words) throws Exception {
    var begun = System.nanoTime();

    try {
      attempts(done, zero, words);
    } finally {
      millis.merge(words[0], (System.nanoTime() - begun) / 1_000_000, Long::sum);
    }
  }

  private void attempts(Done done, Runnable zero, String... words) throws Exception {
    for (var attempt = 0; !done.isSo(); attempt++) {
      if (attempt == MOST_ATTEMPTS) {
        throw new AssertionError(List.of(words) + " is never done: " + failures);
      }
      var chance = mishaps && attempt == 0 ? random.nextInt(8) : -1;
      if (chance == 0) {
        interrupted(List.of(words));
      } else {
        var said = chance == 1 ? withCrash(List.of(words)) : tool.command(List.of(words));
        if (said.exit() == 0) {
          zero.run();
        } else if (chance == 1 || mayFail(said.words())) {
          failures.add(said.words());
          Thread.sleep(100);
        } else {
          throw new AssertionError(said.words());
        }
      }
    }
  }

  /** Nobody was made to wait for so long: it gives up, and can be run again. */
  private static boolean mayFail(String words) {
    return words.contains("lock");
  }

  private void interrupted(List<String> words) throws Exception {
    var process = tool.start(words);
    if (!process.waitFor(700 + random.nextInt(1500), TimeUnit.MILLISECONDS)) {
      killed++;
    }
    ProofTool.kill(process);
  }

  private ProofTool.Said withCrash(List<String> words) throws Exception {
    var command = CompletableFuture.supplyAsync(() -> tool.command(words));
    Thread.sleep(random.nextInt(800));
    server.crash();
    return command.get(2, TimeUnit.MINUTES);
  }
}
