package io.safeddl.run;

import io.safeddl.plan.Decision;
import io.safeddl.plan.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text that was decided.
 *
 * @param path the schemas in which its names were looked up
 * @param whyNotOutside why what is refused cannot be done outside the transaction, where that is
 *     the reason; else null
 */
record Judged(List<Verdict> verdicts, String path, @Nullable String whyNotOutside) {
  Judged {
    verdicts = List.copyOf(verdicts);
  }

  static boolean isRefused(List<Verdict> verdicts) {
    return verdicts.stream().anyMatch(v -> v.decision() instanceof Decision.Refuse);
  }
}
