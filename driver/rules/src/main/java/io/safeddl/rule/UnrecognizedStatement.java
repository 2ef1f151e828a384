package io.safeddl.rule;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.Unrecognized;
import java.util.List;

/** What cannot be read cannot be judged, and is not let through. */
final class UnrecognizedStatement implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "unrecognized-statement",
          "The statement cannot be read, so it cannot be judged",
          Severity.ERROR,
          RuleInfo.Group.OPAQUE);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!question.has(Trait.UNRECOGNIZED)) {
      return List.of();
    }
    for (Statement part : question.parts()) {
      if (part instanceof Unrecognized unread) {
        var where = Places.of(question, unread);
        return List.of(finding(question, unread.reason() + where));
      }
    }
    for (AlterAction.Unrecognized action : question.actions(AlterAction.Unrecognized.class)) {
      return List.of(finding(question, "the action " + action.text() + " is not known"));
    }
    return List.of(finding(question, String.join("; ", question.effects().unknowns())));
  }

  private static Finding finding(Question question, String reason) {
    return Finding.of(
        INFO,
        question.source().span(),
        null,
        null,
        "SafeDDL cannot read this statement ("
            + reason
            + "), so what it locks is not known. PostgreSQL may call it a syntax error too.",
        new Paste()
            .say("look at that place for a mistake; or")
            .say("if PostgreSQL knows it and you know that it stops nobody, put this before it:")
            .say("/* safeddl:allow " + INFO.id() + ": <the reason> */")
            .text());
  }
}
