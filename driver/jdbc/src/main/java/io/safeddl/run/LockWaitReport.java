package io.safeddl.run;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The message with which a statement gives up on its locks. */
final class LockWaitReport {
  private LockWaitReport() {}

  static String of(
      List<LockTarget> targets,
      LockWait wait,
      Blockers blockers,
      RunOptions options,
      @Nullable AutovacuumYield yield,
      String why) {
    var text =
        new StringBuilder("SafeDDL could not get ")
            .append(
                targets.isEmpty()
                    ? "a lock that the statement needs"
                    : targets.stream().map(LockTarget::toString).collect(Collectors.joining(", ")))
            .append(" in ")
            .append(Words.duration(wait.elapsed()))
            .append(" without making others queue (safeddl.lockWait, here ")
            .append(Words.duration(wait.limit()))
            .append("). Nothing has changed. In the way: ")
            .append(blockers.describe(options.logQueries()))
            .append('.');
    if (!why.isEmpty()) {
      text.append(' ').append(why);
    }
    if (!blockers.autovacuum().isEmpty() && yield != null && yield.advice() != null) {
      text.append(" Note: ").append(yield.advice()).append('.');
    }
    return text.append(" Run the migration again when they have ended, or end them.").toString();
  }
}
