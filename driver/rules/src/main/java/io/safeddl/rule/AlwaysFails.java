package io.safeddl.rule;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.advice.ConcurrentForm;
import io.safeddl.rule.advice.ConcurrentIndex;
import io.safeddl.rule.advice.Paste;
import java.util.List;

/** PostgreSQL rejects it; its own error follows. */
final class AlwaysFails implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "always-fails",
          "PostgreSQL rejects the statement whatever the tables hold",
          Severity.WARNING,
          RuleInfo.Group.OPAQUE);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!question.has(Trait.FAILS)) {
      return List.of();
    }
    var form = ConcurrentIndex.of(question.source(), question.statement(), question.catalog());
    var impossible = form instanceof ConcurrentForm.Impossible known ? known : null;
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            null,
            null,
            "PostgreSQL "
                + question.catalog().majorVersion()
                + " rejects this statement"
                + (impossible == null ? "." : ": " + impossible.reason() + "."),
            impossible == null
                ? new Paste().say("see the server's own error").text()
                : impossible.paste().text()));
  }
}
