package io.safeddl.demo;

import io.safeddl.bench.traffic.Figures;
import java.util.List;

/**
 * {@code result.json}.
 *
 * @param refused ids of the rules that refused a statement of the safe run
 * @param rewritten ids of the rules for which a statement was carried out by other steps
 * @param expandContract the change of type that was refused, carried out by the backfill tool
 */
record Result(
    Side plain, Side safe, List<String> refused, List<String> rewritten, Change expandContract) {
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

  /**
   * The change of a column's type.
   *
   * @param rows of the table
   * @param plainStallMs the longest stall while the plain statement ran, to compare
   * @param errors how many operations of the application failed
   * @param differences rows whose new value was not the old one
   */
  record Change(
      long rows,
      double longestStallMs,
      double p99Ms,
      double plainStallMs,
      int errors,
      long differences) {
    static Change of(Run plain, ExpandContract change) {
      Figures figures = change.run().figures();
      return new Change(
          change.rows(),
          figures.longestStallMs(),
          figures.p99Ms(),
          plain.figures(ExpandContract.counterpart(plain)).longestStallMs(),
          change.run().log().errors().size(),
          change.differences());
    }
  }

  static Result of(Run plain, Run safe, ExpandContract change) {
    return new Result(
        Side.of(plain),
        Side.of(safe),
        rules(safe, Answer.Kind.REFUSED),
        rules(safe, Answer.Kind.REWRITTEN),
        Change.of(plain, change));
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
