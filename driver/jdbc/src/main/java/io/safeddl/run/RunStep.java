package io.safeddl.run;

import io.safeddl.effect.LockMode;
import io.safeddl.plan.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step with what the runner needs of it, whether it comes from a plan or out of the journal.
 *
 * @param targets the strong locks to get first
 * @param before the indexes that were there before the step was first begun, or null where it was
 *     not, or has nothing to do with an index
 */
record RunStep(Step step, List<LockTarget> targets, @Nullable List<Long> before) {
  RunStep {
    targets = List.copyOf(targets);
    before = before == null ? null : List.copyOf(before);
  }

  static List<RunStep> of(List<Step> steps) {
    return steps.stream().map(s -> new RunStep(s, LockTarget.of(s.locks()), null)).toList();
  }

  /** Taking a step back may need more than the step did: DROP CONSTRAINT takes ACCESS EXCLUSIVE. */
  List<LockTarget> undoTargets() {
    return targets.stream()
        .map(t -> new LockTarget(t.oid(), t.name(), LockMode.ACCESS_EXCLUSIVE, t.lockable()))
        .toList();
  }

  boolean isOnline() {
    return step.kind() == Step.Kind.ONLINE;
  }

  /** A build that a crash leaves half done. */
  boolean buildsIndex() {
    var task = step.index();
    return isOnline() && task != null && task.work() != Step.IndexTask.Work.DROP;
  }
}
