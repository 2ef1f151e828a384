package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.AllowComment;
import io.safeddl.sql.AllowComments;
import io.safeddl.sql.Span;
import io.safeddl.sql.tree.Statement.SetParameter;
import java.util.ArrayList;
import java.util.List;

/** A permission that permits nothing: of a rule that does not exist, or without a reason. */
final class UselessAllow implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "useless-allow", "A permission permits nothing", Severity.WARNING, RuleInfo.Group.OPAQUE);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var source = question.source();
    var isSetting =
        question.statement() instanceof SetParameter set
            && set.name().equals(AllowComments.PARAMETER);
    if (source.comments().isEmpty() && !isSetting) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    for (AllowComments.Problem problem : AllowComments.problems(source)) {
      findings.add(finding(problem.span(), problem.message()));
    }
    for (AllowComment permission : AllowComments.of(source)) {
      judge(permission.ruleId(), permission.span(), findings);
    }
    if (question.statement() instanceof SetParameter set && isSetting) {
      var permissions = AllowComments.of(set);
      if (permissions.isEmpty() && set.value() != null) {
        findings.add(finding(source.span(), "the value is not of the form 'rule-id: reason'"));
      }
      // Their spans count in the value alone.
      permissions.forEach(each -> judge(each.ruleId(), source.span(), findings));
    }
    return findings;
  }

  private static void judge(String id, Span span, List<Finding> findings) {
    if (Rules.byId(id).isEmpty()) {
      var near = Rules.nearest(id);
      findings.add(finding(span, "there is no rule " + id + "; did you mean " + near + "?"));
    }
  }

  private static Finding finding(Span span, String problem) {
    return Finding.of(
        INFO,
        span,
        null,
        null,
        "This permission permits nothing: " + problem,
        new Paste().say("/* safeddl:allow <rule-id>: <the reason> */").text());
  }
}
