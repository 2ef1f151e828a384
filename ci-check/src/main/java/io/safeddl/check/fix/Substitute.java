package io.safeddl.check.fix;

import io.safeddl.check.judge.Located;
import io.safeddl.check.migration.Migration;
import io.safeddl.check.migration.NotRewritten;
import io.safeddl.plan.Decision;
import io.safeddl.rule.Severity;
import org.jspecify.annotations.Nullable;

/** The text that can take a statement's place where it stands. */
public final class Substitute {
  private Substitute() {}

  /**
   * What is written in its place, without a last semicolon; null where there is nothing, or where
   * it has to run in another transaction than the migration does.
   */
  public static @Nullable String of(Located found) {
    var verdict = found.verdict();
    if (!(verdict.decision() instanceof Decision.Replace replace)
        || found.finding().severity() != Severity.ERROR
        || !found.alone()
        || found.migration().tool() == Migration.Tool.CHANGELOG) {
      return null;
    }
    try {
      var fragments = StepText.of(found.migration().source(), verdict, replace.steps());
      return String.join(";\n", InPlace.byItself(fragments));
    } catch (NotRewritten e) {
      return null; // --fix says why
    }
  }
}
