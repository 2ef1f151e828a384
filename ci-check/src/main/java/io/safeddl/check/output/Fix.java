package io.safeddl.check.output;

import io.safeddl.check.judge.Located;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Step;
import io.safeddl.rule.Severity;
import io.safeddl.sql.Script;
import org.jspecify.annotations.Nullable;

/** The text that can take a statement's place where it stands. */
final class Fix {
  private Fix() {}

  /**
   * The driver's own steps, without a last semicolon; null where there are none, where they have to
   * run in another transaction than the migration does, or where the statement does not stand in
   * the file as it was judged.
   */
  static @Nullable String of(Located found) {
    var verdict = found.verdict();
    if (!(verdict.decision() instanceof Decision.Replace replace)
        || found.finding().severity() != Severity.ERROR
        || !found.alone()
        || !found.statement().text().equals(verdict.source().text())) {
      return null;
    }
    var text = new StringBuilder();
    for (var step : replace.steps()) {
      if (step.kind() != Step.Kind.PRECHECK) {
        text.append(text.isEmpty() ? "" : ";\n").append(sql(step));
      }
    }
    return text.toString();
  }

  /** Several statements of one step belong into one transaction. */
  private static String sql(Step step) {
    return Script.parse(step.sql()).statements().size() > 1
        ? "BEGIN;\n" + step.sql() + ";\nCOMMIT"
        : step.sql();
  }
}
