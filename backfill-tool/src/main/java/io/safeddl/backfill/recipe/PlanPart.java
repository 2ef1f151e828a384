package io.safeddl.backfill.recipe;

import java.util.List;
import java.util.Optional;

/**
 * A phase as a migration.
 *
 * @param name such as expand
 * @param about what it does and what comes before it, in lines
 * @param transaction whether all of it is one; else each statement stands for itself
 * @param undo what takes it back; empty where nothing does
 */
record PlanPart(
    String name,
    List<String> about,
    boolean transaction,
    List<PlanStep> steps,
    Optional<PlanPart> undo) {
  PlanPart {
    about = List.copyOf(about);
    steps = List.copyOf(steps);
  }

  /** The same, which can be taken back. */
  PlanPart with(PlanPart back) {
    return new PlanPart(name, about, transaction, steps, Optional.of(back));
  }
}
