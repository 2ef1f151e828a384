package io.safeddl.rule;

import io.safeddl.effect.Effects.IndexBuild;
import io.safeddl.effect.Effects.Rewrite;
import io.safeddl.effect.Effects.Scan;
import java.util.List;

/** A rewrite reads every row and rebuilds every index: no second finding is due for that. */
final class Rewritten {
  private Rewritten() {}

  static boolean contains(Question question, List<IndexBuild> builds) {
    return builds.stream().allMatch(build -> isRewritten(question, build.table().toString()));
  }

  static boolean containsScans(Question question, List<Scan> scans) {
    return scans.stream().allMatch(scan -> isRewritten(question, scan.relation().toString()));
  }

  private static boolean isRewritten(Question question, String table) {
    for (Rewrite rewrite : question.effects().rewrites()) {
      if (rewrite.relation().toString().equals(table)) {
        return true;
      }
    }
    return false;
  }
}
