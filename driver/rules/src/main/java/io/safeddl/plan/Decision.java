package io.safeddl.plan;

import io.safeddl.effect.Effects.Lock;
import io.safeddl.rule.Finding;
import java.util.ArrayList;
import java.util.List;

/** What is to be done with one statement. */
public sealed interface Decision {
  /** Everything that was found, warnings and allowed findings included. */
  List<Finding> findings();

  /** The word for it in reports: pass, guard, replace or refuse. */
  String word();

  /** Sent unchanged, with no limits put around it. */
  record PassThrough(List<Finding> findings) implements Decision {
    @Override
    public String word() {
      return "pass";
    }
  }

  /**
   * Sent unchanged, its strong locks taken without queueing and held under a bound.
   *
   * @param locks the strong locks predicted
   * @param bounded false where {@code maxLockHold} must not cut it off: allowed by the user, mode
   *     warn, or no strong lock
   */
  record Guard(List<Lock> locks, boolean bounded, List<Finding> findings) implements Decision {
    @Override
    public String word() {
      return "guard";
    }
  }

  /**
   * These steps run in its place.
   *
   * @param reasons what the statement would have done as written, and the steps do not
   * @param remaining what was found that holds for the steps too
   */
  record Replace(List<Step> steps, List<Finding> reasons, List<Finding> remaining)
      implements Decision {
    @Override
    public List<Finding> findings() {
      var all = new ArrayList<Finding>(reasons);
      all.addAll(remaining);
      return all;
    }

    @Override
    public String word() {
      return "replace";
    }
  }

  /** Nothing is sent. */
  record Refuse(List<Finding> findings) implements Decision {
    @Override
    public String word() {
      return "refuse";
    }
  }
}
