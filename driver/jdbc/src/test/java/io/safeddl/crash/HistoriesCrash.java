package io.safeddl.crash;

import io.safeddl.testing.OwnServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Interrupts the real histories at random moments, with seeds that are written down. */
final class HistoriesCrash {
  private static final String OPTIONS =
      "?safeddl.assumeLarge=*&safeddl.transactions=auto&safeddl.dataRules=off"
          // With other work on the machine, five seconds pass for a transaction as written.
          + "&safeddl.maxTransactionHold=1h";

  private HistoriesCrash() {}

  /**
   * Arguments: the file for the figures, the major versions with commas, the histories with commas,
   * how often to interrupt each on each version, the first seed, and the rules with commas that are
   * off: what has no safe form runs guarded then, as a user would allow it.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int times = Integer.parseInt(args[3]);
    long seed = Long.parseLong(args[4]);
    var options = new StringBuilder(OPTIONS);
    for (var rule : args[5].split(",", -1)) {
      options.append("&safeddl.rules.").append(rule).append("=off");
    }
    var figures = new ArrayList<String>();
    boolean good = true;
    for (var major : args[1].split(",", -1)) {
      try (var server = OwnServer.start(Integer.parseInt(major))) {
        for (var name : args[2].split(",", -1)) {
          var failures = new ArrayList<String>();
          figures.add(
              run(server, Histories.valueOf(name), options.toString(), times, seed, failures, out));
          good &= failures.isEmpty();
        }
      }
    }
    var file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, "[" + String.join(",\n ", figures) + "]\n");
    figures.forEach(out::println);
    System.exit(good ? 0 : 1);
  }

  private static String run(
      OwnServer server,
      Histories history,
      String options,
      int times,
      long firstSeed,
      List<String> failures,
      PrintStream out)
      throws InterruptedException {
    long seed = firstSeed;
    var crash = new HistoryCrash(server, history, options, out);
    try {
      crash.runWhole();
      for (; crash.struck() < times; seed++) {
        try {
          crash.runThrough(seed, times - crash.struck());
        } catch (Wrong | SQLException e) {
          failures.add("seed " + seed + ": " + e.getMessage());
          out.println(crash + ", " + failures.get(failures.size() - 1));
        }
      }
    } catch (Wrong | SQLException e) {
      failures.add("whole: " + e.getMessage());
      out.println(crash + ", " + e.getMessage());
    }
    return ("{\"history\": \"%s\", \"version\": %d, \"interrupted\": %d, \"seeds\": [%d, %d],"
            + " \"overtaken\": %d, \"notedByHand\": %d, \"partsAsWritten\": %s, \"failures\": %s}")
        .formatted(
            history,
            server.server().major(),
            crash.struck(),
            firstSeed,
            seed - 1,
            crash.overtaken() - crash.toolGaps(),
            crash.toolGaps(),
            crash.asWritten(),
            Tally.strings(failures));
  }
}
