package io.safeddl.rule;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.advice.ConcurrentForm;
import io.safeddl.rule.advice.ConcurrentIndex;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement.CreateIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
    var reason = reason(form, question);
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            null,
            null,
            "PostgreSQL "
                + question.catalog().majorVersion()
                + " rejects this statement"
                + (reason.isEmpty() ? "." : ": " + reason + "."),
            form == null || reason.isEmpty()
                ? new Paste().say("see the server's own error").text()
                : form.paste().text()));
  }

  private static String reason(@Nullable ConcurrentForm form, Question question) {
    if (form instanceof ConcurrentForm.Impossible impossible) {
      return impossible.reason();
    }
    return form != null
            && question.statement() instanceof CreateIndex create
            && create.concurrently()
        ? "CREATE INDEX CONCURRENTLY is an error on a partitioned table"
        : "";
  }
}
