package io.safeddl.demo;

import io.safeddl.bench.traffic.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code result.json}.
 *
 * @param refused ids of the rules that refused a statement of the safe run
 * @param rewritten ids of the rules for which a statement was carried out by other steps
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
    return new Result(
        Side.of(plain),
        Side.of(safe),
        rules(safe, Answer.Kind.REFUSED),
        rules(safe, Answer.Kind.REWRITTEN),
        null);
  }

  private static List<String> rules(Run run, Answer.Kind kind) {
    return run.events().stream()
        .map(Run.Event::answer)
        .filter(answer -> answer.kind() == kind)
        .flatMap(answer -> answer.rules().stream())
        .distinct()
        .toList();
  }
}
