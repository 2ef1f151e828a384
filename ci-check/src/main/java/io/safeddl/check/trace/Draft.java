package io.safeddl.check.trace;

import io.safeddl.check.trace.TracedStatement.Outcome;
import java.util.ArrayList;
import java.util.List;

/** A statement of the trace until its transaction has ended. */
final class Draft {
  private final Piece piece;
  private final int number;
  private final long start;
  private final List<Compared> compared = new ArrayList<>();
  private final List<LockSpans.Taken> locks = new ArrayList<>();
  private Outcome outcome = Outcome.FAILED;
  private String message = "";
  private boolean outside;
  private long end;
  private long released = -1;

  Draft(Piece piece, int number, long start) {
    this.piece = piece;
    this.number = number;
    this.start = start;
    this.end = start;
  }

  void leftOut(String reason) {
    outcome = Outcome.LEFT_OUT;
    message = reason;
  }

  void ran(long now) {
    outcome = Outcome.RAN;
    end = now;
  }

  void failed(long now, String why, List<Compared> rows) {
    outcome = Outcome.FAILED;
    message = why;
    end = now;
    compared(rows);
  }

  /** It runs by itself. */
  void outside() {
    outside = true;
  }

  void compared(List<Compared> rows) {
    compared.addAll(rows);
  }

  void locked(LockSpans.Taken lock) {
    locks.add(lock);
  }

  boolean isReleased() {
    return released >= 0;
  }

  /** Its locks have been given back. */
  void released(long now) {
    released = now;
  }

  TracedStatement statement() {
    var last = isReleased() ? released : end;
    var verdict = piece.verdict();
    return new TracedStatement(
        number,
        piece.migration().name(),
        piece.place(),
        piece.source().text(),
        piece.statement().tag(),
        outcome,
        message,
        outside,
        start,
        end,
        Math.max(end, last),
        compared,
        verdict == null ? List.of() : verdict.effects().unknowns(),
        locks.stream()
            .map(
                it ->
                    new LockSpan(
                        it.relation(),
                        it.mode(),
                        it.from() < 0 ? start : it.from(),
                        it.to() < 0 ? last : it.to()))
            .toList());
  }
}
