package io.safeddl.plan;

import io.safeddl.rule.Finding;
import io.safeddl.rule.RuleInfo.Group;
import io.safeddl.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the policy makes of the findings.
 *
 * @param findings with the severity that counts; {@link Severity#OFF} for what the user has allowed
 * @param letThrough a finding that is an error by its rule is none by the policy: the statement
 *     runs as written, and may run long
 * @param inReview whether a change is reviewed
 */
record Ruling(List<Finding> findings, boolean letThrough, boolean inReview) {
  static Ruling of(Policy policy, List<Finding> found, Set<String> allowed, boolean inReview) {
    if (found.isEmpty()) {
      return new Ruling(List.of(), false, inReview);
    }
    var findings = new ArrayList<Finding>(found.size());
    var letThrough = false;
    for (Finding finding : found) {
      if (finding.rule().group() == Group.DATA && !policy.dataRules()) {
        continue;
      }
      var severity = severity(policy, finding, allowed);
      letThrough |=
          finding.severity() == Severity.ERROR
              && severity != Severity.ERROR
              && !finding.rule().checkOnly();
      if (!isSilenced(policy, finding)) {
        findings.add(finding.withSeverity(severity));
      }
    }
    return new Ruling(List.copyOf(findings), letThrough, inReview);
  }

  /**
   * The findings that forbid to run the statement as written. What only a review tells is none of
   * them there: no step would cure it, and the question is what the driver would do.
   */
  List<Finding> errors() {
    List<Finding> errors = List.of();
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR && !(inReview && finding.rule().checkOnly())) {
        errors = errors.isEmpty() ? new ArrayList<>(2) : errors;
        errors.add(finding);
      }
    }
    return errors;
  }

  /**
   * A rule may find less than its worst (a warning of a rule of errors); the policy's word is on
   * the worst, and leaves the lesser alone unless it is milder still.
   */
  private static Severity severity(Policy policy, Finding finding, Set<String> allowed) {
    if (allowed.contains(finding.rule().id())) {
      return Severity.OFF;
    }
    var wanted = policy.severities().get(finding.rule().id());
    var severity =
        wanted == null || (wanted == Severity.ERROR && isLesser(finding))
            ? finding.severity()
            : wanted;
    return severity == Severity.ERROR && policy.mode() == Policy.Mode.WARN
        ? Severity.WARNING
        : severity;
  }

  private static boolean isLesser(Finding finding) {
    return finding.severity() != finding.rule().severity();
  }

  private static boolean isSilenced(Policy policy, Finding finding) {
    return policy.severities().get(finding.rule().id()) == Severity.OFF;
  }
}
