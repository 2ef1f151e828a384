package io.safeddl.check.trace;

import io.safeddl.check.source.Region;
import java.util.List;

/**
 * A statement that was run.
 *
 * @param number from 1
 * @param migration the name of its migration
 * @param place in its file
 * @param text as it was sent
 * @param tag its command tag
 * @param message of the server where it failed, or why it was left out; else ""
 * @param outsideTransaction it ran by itself, so that its locks were looked at from time to time
 * @param start in microseconds of the trace's clock, which stands still while the trace looks
 * @param end when it had run
 * @param released when its transaction had ended
 * @param compared what was predicted and seen
 * @param unknowns what the prediction says that it does not know
 * @param locks those that it took on what was there before
 */
public record TracedStatement(
    int number,
    String migration,
    Region place,
    String text,
    String tag,
    Outcome outcome,
    String message,
    boolean outsideTransaction,
    long start,
    long end,
    long released,
    List<Compared> compared,
    List<String> unknowns,
    List<LockSpan> locks) {
  public TracedStatement {
    compared = List.copyOf(compared);
    unknowns = List.copyOf(unknowns);
    locks = List.copyOf(locks);
  }

  /** What became of it. */
  public enum Outcome {
    RAN,
    FAILED,
    /** It would have changed more than the scratch database. */
    LEFT_OUT
  }

  /** The worst of what was compared. */
  public Agreement agreement() {
    return compared.stream()
        .map(Compared::agreement)
        .max(Agreement::compareTo)
        .orElse(outcome == Outcome.RAN ? Agreement.AGREES : Agreement.NOT_COMPARED);
  }

  /** {@code file:line}. */
  public String where() {
    return place.file().name() + ":" + place.start().line();
  }
}
