package io.safeddl.check;

import io.safeddl.check.baseline.Baseline;
import io.safeddl.check.config.Configuration;
import io.safeddl.check.judge.Judgement;
import io.safeddl.check.output.FailOn;
import io.safeddl.check.output.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about findings that are known. */
final class BaselineOptions {
  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Findings in this file are known, and not told again.")
  private @Nullable Path file;

  @Option(
      names = "--write-baseline",
      description = "Write what is found now into the baseline, and tell nothing of it.")
  private boolean write;

  /** True where it is to be written. */
  boolean isWritten() {
    return write;
  }

  /**
   * What is to be told.
   *
   * @throws IOException where there is no baseline, or it cannot be read or written
   */
  Report report(Judgement judgement, Configuration configuration, FailOn failOn)
      throws IOException {
    var baseline = file != null ? file : configuration.baseline();
    if (baseline == null) {
      if (write) {
        throw new IOException("--write-baseline wants --baseline FILE");
      }
      return new Report(judgement, 0, List.of(), failOn);
    }
    if (write) {
      try {
        Baseline.write(baseline, judgement.findings());
      } catch (IOException e) {
        throw new IOException("cannot write " + baseline + ": " + e, e);
      }
    }
    var rest = Baseline.read(baseline).apply(judgement);
    var remarks = new ArrayList<String>();
    if (write) {
      remarks.add(baseline + " has been written.");
    }
    if (rest.stale() > 0) {
      remarks.add(
          rest.stale()
              + (rest.stale() == 1 ? " entry of " : " entries of ")
              + baseline
              + " match nothing any more; --write-baseline takes them out.");
    }
    return new Report(rest.judgement(), rest.known(), remarks, failOn);
  }
}
