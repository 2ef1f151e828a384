package io.safeddl.plan;

import io.safeddl.catalog.Catalog;
import io.safeddl.effect.Effects;
import io.safeddl.effect.TransactionContext;
import io.safeddl.rule.Finding;
import io.safeddl.rule.RuleInfo;
import io.safeddl.rule.Severity;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Turns a statement into a {@link Verdict}: reads it, computes its effects, asks every rule, and
 * decides by the policy (design section 4).
 */
public final class Planner {
  private static final RuleInfo UNRECOGNIZED =
      new RuleInfo(
          "unrecognized-statement",
          "A statement that cannot be understood",
          Severity.ERROR,
          RuleInfo.Group.OPAQUE);

  private final Policy policy;

  public Planner(Policy policy) {
    this.policy = policy;
  }

  /** Decides one statement that nothing outside its own text allows. */
  public Verdict decide(SourceStatement source, Catalog catalog, TransactionContext transaction) {
    return decide(source, catalog, transaction, Set.of());
  }

  /**
   * Decides one statement.
   *
   * @param allowed ids of the rules that the user has allowed for this statement by {@code SET
   *     LOCAL safeddl.allow}
   */
  public Verdict decide(
      SourceStatement source,
      Catalog catalog,
      TransactionContext transaction,
      Set<String> allowed) {
    var reason = "this version cannot read any statement yet";
    var statement =
        new Statement.Unrecognized(
            source.tokens().isEmpty() ? "" : source.tokens().get(0).value(), reason, source.span());
    var effects =
        new Effects(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Set.of(Effects.Trait.UNRECOGNIZED),
            List.of(reason));
    var finding =
        new Finding(
            UNRECOGNIZED,
            Severity.ERROR,
            source.span(),
            null,
            null,
            reason,
            "Put /* safeddl:allow unrecognized-statement: reason */ before the statement.");
    Decision decision =
        policy.mode() == Policy.Mode.OFF
            ? new Decision.PassThrough(List.of())
            : policy.mode() == Policy.Mode.WARN || allowed.contains(UNRECOGNIZED.id())
                ? new Decision.Guard(List.of(), false, List.of(finding))
                : new Decision.Refuse(List.of(finding));
    return new Verdict(source, statement, effects, decision);
  }

  /**
   * Decides all statements of a script before the first one runs, each in the light of those before
   * it.
   */
  public List<Verdict> decideAll(
      List<SourceStatement> script,
      Catalog catalog,
      TransactionContext transaction,
      Set<String> allowed) {
    var verdicts = new ArrayList<Verdict>();
    for (SourceStatement source : script) {
      verdicts.add(decide(source, catalog, transaction, allowed));
    }
    return List.copyOf(verdicts);
  }
}
