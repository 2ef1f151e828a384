package io.safeddl.check;

import io.safeddl.check.migration.Migration;
import io.safeddl.effect.Effects;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Step;
import io.safeddl.plan.Verdict;
import io.safeddl.rule.Finding;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import java.util.Locale;

/**
 * What {@code explain} says, in the shape of its JSON.
 *
 * @param version of this format
 */
record Explanation(int version, List<Explained> statements) {
  private static final int VERSION = 1;

  /**
   * One statement.
   *
   * @param line where it begins, from 1
   * @param kind the command tag
   * @param actions the forms of ALTER TABLE
   * @param decision pass, guard, replace or refuse
   * @param findings ids of rules
   * @param steps what runs in its place, where it is replaced
   */
  record Explained(
      String file,
      int line,
      String text,
      String kind,
      List<String> actions,
      List<Lock> locks,
      List<Work> rewrites,
      List<Work> scans,
      List<Build> builds,
      List<String> unknowns,
      String decision,
      List<String> findings,
      List<PlannedStep> steps) {}

  /** A table-level lock; {@code held} is brief, scan, build, rewrite or transaction. */
  record Lock(String relation, String mode, String held) {}

  /** A scan or rewrite of a table under a lock. */
  record Work(String relation, String reason, String under) {}

  /** An index build. */
  record Build(String relation, String index, String under, boolean concurrent) {}

  /** A step of a plan; {@code transaction} is false where it must run outside of one. */
  record PlannedStep(String sql, boolean transaction) {}

  static Explanation of(List<Explained> statements) {
    return new Explanation(VERSION, List.copyOf(statements));
  }

  static Explained of(Migration migration, Verdict verdict) {
    var region = migration.source().region(verdict.source().span());
    var effects = verdict.effects();
    var decision = verdict.decision();
    return new Explained(
        region.file().name(),
        region.start().line(),
        verdict.source().text(),
        verdict.statement().tag(),
        verdict.statement() instanceof Statement.AlterTable alter
            ? alter.actions().stream().map(AlterAction::form).toList()
            : List.of(),
        effects.locks().stream().map(Explanation::lock).toList(),
        effects.rewrites().stream().map(Explanation::rewrite).toList(),
        effects.scans().stream().map(Explanation::scan).toList(),
        effects.builds().stream().map(Explanation::build).toList(),
        effects.unknowns(),
        decision.word(),
        decision.findings().stream().map(Explanation::rule).distinct().toList(),
        decision instanceof Decision.Replace replace
            ? replace.steps().stream().map(Explanation::step).toList()
            : List.of());
  }

  private static Lock lock(Effects.Lock lock) {
    return new Lock(lock.relation().toString(), lock.mode().sql(), word(lock.held()));
  }

  private static Work rewrite(Effects.Rewrite rewrite) {
    return new Work(rewrite.relation().toString(), rewrite.reason(), rewrite.under().sql());
  }

  private static Work scan(Effects.Scan scan) {
    return new Work(scan.relation().toString(), word(scan.reason()), scan.under().sql());
  }

  private static Build build(Effects.IndexBuild build) {
    return new Build(
        build.table().toString(), build.index(), build.under().sql(), build.concurrent());
  }

  private static String rule(Finding finding) {
    return finding.rule().id();
  }

  private static PlannedStep step(Step step) {
    return new PlannedStep(step.sql(), step.kind() == Step.Kind.GUARDED);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
