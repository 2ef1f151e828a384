package io.safeddl.rule;

import io.safeddl.effect.Effects.Scan;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.Paste;
import java.util.List;

/** A domain's new constraint reads every table that uses the domain, writers kept out. */
final class DomainConstraint implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "domain-constraint",
          "A domain's constraint reads every table that uses the domain while writers wait",
          Severity.ERROR,
          RuleInfo.Group.LOCK);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var scans = question.scans(Cause.DOMAIN);
    if (scans.isEmpty()) {
      return List.of();
    }
    var scan = Words.worst(scans, Scan::relation);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            scan.relation(),
            scan.under(),
            "All of "
                + Words.table(scan.relation())
                + " is read under "
                + scan.under().sql()
                + ", as every table with a column of the domain is: until the last row is checked, "
                + Words.stops(scan.under())
                + Words.others(scans, Scan::relation)
                + ".",
            new Paste()
                .say("a domain's constraint has no online form: NOT VALID leaves the old rows")
                .say("unchecked, and VALIDATE reads them under the same lock. Put a CHECK on")
                .say(scan.relation() + " instead (ADD … NOT VALID, then VALIDATE), or")
                .say(Allow.comment(INFO.id()))
                .text()));
  }
}
