package io.safeddl.backfill.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeMap;

/** Writes down what was played, one line for each round, where it can be read when all is over. */
final class ProofLog {
  private static final Path FILE = Path.of("target", "backfill-proof.tsv");

  private ProofLog() {}

  static synchronized void add(String round, ProofRound.Verdict verdict) throws IOException {
    var counts = verdict.counts();
    var line =
        List.of(
            round,
            verdict.holds() ? "holds" : "found",
            "ahead " + verdict.ahead(),
            "different " + verdict.differentAtEnd() + " " + verdict.different(),
            "lies " + verdict.lies().size(),
            counts.took().toSeconds() + " s",
            counts.rows() + " rows",
            counts.transactions() + " transactions",
            counts.looks() + " looks",
            counts.batches() + " batches",
            "killed " + counts.killed() + "+" + counts.killedInPhases(),
            "crashes " + counts.crashes(),
            "pauses " + counts.paused(),
            "retries " + counts.retries(),
            "phases again " + counts.again().size(),
            "phases ms " + new TreeMap<>(counts.millis()));
    Files.createDirectories(FILE.getParent());
    Files.writeString(
        FILE, String.join("\t", line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
