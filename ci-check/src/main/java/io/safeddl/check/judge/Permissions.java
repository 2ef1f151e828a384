package io.safeddl.check.judge;

import io.safeddl.plan.Policy;
import io.safeddl.plan.Verdict;
import io.safeddl.rule.Finding;
import io.safeddl.rule.RuleInfo;
import io.safeddl.rule.Rules;
import io.safeddl.rule.Severity;
import io.safeddl.sql.AllowComment;
import io.safeddl.sql.AllowComments;
import io.safeddl.sql.Span;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the permissions of a migration that permit nothing: the rule that they name has found
 * nothing there, or they stand behind the semicolon of the statement that they are meant for, and
 * so belong to the next one. That a permission names no rule is found with the statement itself.
 */
final class Permissions {
  private static final String ID = "useless-allow";
  private static final String FORM = "/* safeddl:allow <rule-id>: <the reason> */";

  /**
   * What these rules find, they find in the catalog: in tables, keys and rows that the migrations
   * at hand may not show. The driver meets them, and needs the permission.
   */
  private static final Set<String> NEED_A_DATABASE =
      Set.of(
          "many-rows-written",
          "invalid-index",
          "foreign-key-types",
          "foreign-key-index",
          "drop-cascade",
          "truncate-cascade");

  private final RuleInfo rule = Rules.byId(ID).orElseThrow().info();
  private final List<Verdict> verdicts;
  private final Policy policy;
  private final boolean connected;

  /**
   * Those of one migration.
   *
   * @param connected what the tables are was read from a database
   */
  Permissions(List<Verdict> verdicts, Policy policy, boolean connected) {
    this.verdicts = verdicts;
    this.policy = policy;
    this.connected = connected;
  }

  /** Those of one statement. */
  List<Finding> findings(int index) {
    var verdict = verdicts.get(index);
    var source = verdict.source();
    var setting = verdict.statement() instanceof Statement.SetParameter set ? set : null;
    if ((source.comments().isEmpty() && setting == null) || isOff(rule)) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    var behind = new TreeSet<Integer>();
    for (var permission : AllowComments.of(source)) {
      if (!isBehindSemicolon(index, permission.span())) {
        unused(permission, verdict, permission.span(), findings);
      } else if (behind.add(permission.span().start())) {
        findings.add(behind(permission.span()));
      }
    }
    if (setting != null) {
      var next = next(index);
      for (var permission : AllowComments.of(setting)) {
        unused(permission, next, source.span(), findings);
      }
    }
    return findings;
  }

  private void unused(
      AllowComment permission, @Nullable Verdict verdict, Span span, List<Finding> findings) {
    var id = permission.ruleId();
    var named = Rules.byId(id);
    if (named.isEmpty()
        || isOff(named.get().info())
        || (!connected && NEED_A_DATABASE.contains(id))
        || (verdict != null && finds(verdict, id))) {
      return;
    }
    var where =
        verdict == null || verdict.statement() instanceof Statement.Empty
            ? "no statement follows it"
            : id + " finds nothing in the statement that it stands for";
    findings.add(
        new Finding(
            rule,
            policy.severityOf(rule),
            span,
            null,
            null,
            "This permission permits nothing: " + where + ".",
            "-- take it away, or put it before the statement that it is meant for"));
  }

  private static boolean finds(Verdict verdict, String id) {
    return verdict.decision().findings().stream()
        .anyMatch(finding -> finding.rule().id().equals(id));
  }

  /** What is not looked for cannot be found. */
  private boolean isOff(RuleInfo info) {
    return policy.severityOf(info) == Severity.OFF;
  }

  private Finding behind(Span span) {
    return new Finding(
        rule,
        Severity.ERROR,
        span,
        null,
        null,
        "This permission stands behind the semicolon: it counts for the next statement, not for the"
            + " one on its line.",
        "-- before the statement, or inside it before its semicolon:\n" + FORM);
  }

  /** On the line on which the statement before ends, with its own statement not yet begun there. */
  private boolean isBehindSemicolon(int index, Span comment) {
    if (index == 0) {
      return false;
    }
    var source = verdicts.get(index).source();
    var text = source.script();
    var before = verdicts.get(index - 1).source().span().end();
    var empty = verdicts.get(index).statement() instanceof Statement.Empty;
    return comment.start() >= before
        && isOneLine(text, before, comment.start())
        && (empty || !isOneLine(text, comment.end(), source.span().start()));
  }

  private static boolean isOneLine(String text, int from, int to) {
    var end = text.indexOf('\n', from);
    return end < 0 || end >= to;
  }

  /** The statement that a setting is for. */
  private @Nullable Verdict next(int index) {
    for (var i = index + 1; i < verdicts.size(); i++) {
      if (!(verdicts.get(i).statement() instanceof Statement.Empty)) {
        return verdicts.get(i);
      }
    }
    return null;
  }
}
