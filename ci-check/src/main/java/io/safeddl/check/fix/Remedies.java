package io.safeddl.check.fix;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.check.fix.Fragment.Where;
import io.safeddl.check.judge.Located;
import io.safeddl.check.migration.NotRewritten;
import io.safeddl.check.source.SourceText;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.effect.TransactionContext;
import io.safeddl.plan.Decision;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Verdict;
import io.safeddl.rule.Finding;
import io.safeddl.rule.Severity;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which findings can be fixed, and what a statement is replaced by. */
final class Remedies {
  /** Cured by running the statement apart from others. */
  private static final Set<String> APART =
      Set.of("concurrently-in-transaction", "long-work-after-lock");

  /** Cured by other statements in its place. */
  private static final Set<String> STEPS =
      Set.of(
          "blocking-index-build",
          "blocking-index-drop",
          "invalid-index",
          "add-foreign-key",
          "add-check",
          "add-unique",
          "set-not-null",
          "attach-partition",
          "table-scan");

  /** Cured by a setting before the statement, or by another value of it. */
  static final Set<String> SETTINGS =
      Set.of(
          "missing-lock-timeout",
          "timeout-ends-build",
          "long-lock-timeout",
          "idle-transaction-timeout");

  private Remedies() {}

  /** True for an error that other statements may cure. */
  static boolean areSteps(Finding finding) {
    return finding.severity() == Severity.ERROR
        && (STEPS.contains(finding.rule().id()) || APART.contains(finding.rule().id()));
  }

  /** True for a finding that this program may do something about. */
  static boolean mayBeFixed(Finding finding) {
    return areSteps(finding)
        || SETTINGS.contains(finding.rule().id())
        || finding.rule().id().equals("late-lock-timeout");
  }

  /**
   * What takes a statement's place.
   *
   * @param tables that it meets
   * @param told what was found of it
   * @throws NotRewritten saying why it stays
   */
  static List<Fragment> of(
      SourceText source, Verdict verdict, SchemaModel tables, List<Located> told, Planner planner)
      throws NotRewritten {
    if (verdict.statement() instanceof Statement.DoBlock) {
      throw new NotRewritten("it stands in a DO block");
    }
    var decided = planner.decide(verdict.source(), tables, TransactionContext.AUTOCOMMIT);
    if (decided.decision() instanceof Decision.Refuse refuse) {
      throw new NotRewritten(reason(refuse, told));
    }
    if (decided.decision() instanceof Decision.Replace replace) {
      if (verdict.statement() instanceof Statement.AlterTable alter && isConditional(alter)) {
        throw new NotRewritten("it has IF EXISTS or IF NOT EXISTS, which its steps cannot have");
      }
      return StepText.of(source, decided, replace.steps());
    }
    if (told.stream().noneMatch(it -> APART.contains(it.finding().rule().id()))) {
      throw new NotRewritten("no other statements leave the same schema");
    }
    var outside = verdict.effects().traits().contains(Trait.FORBIDDEN_IN_TRANSACTION);
    var text = source.region(verdict.source().span()).text();
    return List.of(new Fragment(outside ? Where.OUTSIDE : Where.OWN, text));
  }

  /** True where the statement passes over what is there, or not there, and its steps would fail. */
  private static boolean isConditional(Statement.AlterTable alter) {
    return alter.ifExists()
        || alter.actions().stream()
            .anyMatch(it -> it instanceof AlterAction.AddColumn add && add.ifNotExists());
  }

  private static String reason(Decision.Refuse refuse, List<Located> told) {
    var others =
        refuse.findings().stream()
            .filter(it -> it.severity() == Severity.ERROR && !STEPS.contains(it.rule().id()))
            .map(it -> it.rule().id())
            .distinct()
            .collect(Collectors.joining(", "));
    return others.isEmpty() || told.isEmpty()
        ? "no other statements leave the same schema: what is nearest to it stands under Instead"
        : "nothing that is written in its place would cure " + others;
  }
}
