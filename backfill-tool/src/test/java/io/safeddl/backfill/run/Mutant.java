package io.safeddl.backfill.run;

import io.safeddl.backfill.run.RunOptions.Walk;
import java.util.List;
import java.util.stream.Stream;

/** Ways to do it that look right, and are not. The proof must find each. */
enum Mutant {
  /** None: the tool as it is. */
  NONE(false, true, false, Walk.AUTO, ProofMode.MIRROR),
  /** None, in a table whose application writes both columns itself. */
  NONE_DUAL(false, true, false, Walk.AUTO, ProofMode.DUAL),
  /** The trigger is created when the backfill is on its way. */
  LATE_TRIGGER(false, true, false, Walk.AUTO, ProofMode.MIRROR),
  /** The trigger fires only where the source changes, and no sweep follows. */
  GUARDED_TRIGGER(false, false, false, Walk.AUTO, ProofMode.MIRROR),
  /** The trigger looks at the statement's list of columns. */
  UPDATE_OF(true, true, false, Walk.AUTO, ProofMode.MIRROR),
  /** The value comes from a join with what was read before. */
  VALUE_FROM_JOIN(false, true, true, Walk.AUTO, ProofMode.DUAL),
  /** The walk goes on behind the rows that were written, and ends where none was. */
  CURSOR_FROM_RETURNING(false, false, true, Walk.KEY, ProofMode.MIRROR),
  /** The rows are those of a snapshot from before the trigger, and no sweep follows. */
  OLD_SNAPSHOT(false, false, true, Walk.AUTO, ProofMode.MIRROR),
  /** Locked rows are left out, and no sweep follows. */
  SKIP_LOCKED(false, false, true, Walk.AUTO, ProofMode.MIRROR),
  /** The progress is committed, and then the rows. */
  CHECKPOINT_FIRST(true, true, true, Walk.AUTO, ProofMode.MIRROR);

  /** Whether it shows in nearly every round, and soon. */
  final boolean plain;

  final boolean sweep;

  /** Whether its batches are the wrong ones; else its trigger is. */
  final boolean ofBatches;

  final Walk walk;
  final ProofMode mode;

  Mutant(boolean plain, boolean sweep, boolean ofBatches, Walk walk, ProofMode mode) {
    this.plain = plain;
    this.sweep = sweep;
    this.ofBatches = ofBatches;
    this.walk = walk;
    this.mode = mode;
  }

  boolean isNone() {
    return this == NONE || this == NONE_DUAL;
  }

  static Mutant none(ProofMode mode) {
    return mode == ProofMode.MIRROR ? NONE : NONE_DUAL;
  }

  static List<Mutant> wrong() {
    return Stream.of(values()).filter(it -> !it.isNone()).toList();
  }
}
