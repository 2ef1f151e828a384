package io.safeddl.demo;

import io.safeddl.bench.traffic.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code result.json}.
 *
 * @param refused ids of the rules that refused a statement of the safe run
 * @param rewritten statements of the safe run that were carried out by other steps
 * @param expandContract null: this version has no backfill yet
 */
record Result(
    Side plain,
    Side safe,
    List<String> refused,
    List<String> rewritten,
    @Nullable Object expandContract) {
  /**
   * One run.
   *
   * @param statements how many were sent, the migration set counting as one
   * @param errors how many operations of the application failed
   */
  record Side(double longestStallMs, double p99Ms, int statements, int errors) {
    static Side of(Run run) {
      Figures figures = run.figures();
      return new Side(
          figures.longestStallMs(),
          figures.p99Ms(),
          run.events().size(),
          run.log().errors().size());
    }
  }

  static Result of(Run plain, Run safe) {
    var answers = safe.events().stream().map(Run.Event::answer).toList();
    return new Result(
        Side.of(plain),
        Side.of(safe),
        answers.stream().flatMap(a -> a.rules().stream()).distinct().toList(),
        safe.events().stream()
            .filter(e -> e.answer().kind() == Answer.Kind.REWRITTEN)
            .map(Run.Event::what)
            .toList(),
        null);
  }
}
