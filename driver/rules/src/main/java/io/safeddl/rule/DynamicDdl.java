package io.safeddl.rule;

import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** A block that builds its statements while it runs. */
final class DynamicDdl implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "dynamic-ddl",
          "A block runs statements that are built at run time",
          Severity.ERROR,
          RuleInfo.Group.OPAQUE);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!question.has(Trait.DYNAMIC_DDL)) {
      return List.of();
    }
    var texts = new ArrayList<String>();
    var reason = "";
    if (question.statement() instanceof Statement.DoBlock block) {
      if (block.language().equals(Statement.DoBlock.PSQL)) {
        return List.of(ofPsql(question));
      }
      block.body().dynamic().forEach(text -> texts.add("EXECUTE " + text));
      for (Statement part : block.body().statements()) {
        if (part instanceof Statement.Unrecognized unread) {
          reason = " (" + unread.reason() + ")";
        }
      }
    }
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            null,
            null,
            texts.isEmpty()
                ? "The block cannot be read" + reason + ", so what it runs is not known."
                : "What the block runs is built at run time and cannot be judged: "
                    + String.join("; ", texts)
                    + ".",
            new Paste()
                .say("write the statements out, one by one, outside of the block; or")
                .say(Allow.comment(INFO.id()))
                .text()));
  }

  private static Finding ofPsql(Question question) {
    return Finding.of(
        INFO,
        question.source().span(),
        null,
        null,
        "What \\gexec runs is the result of this query, which is not known and cannot be judged.",
        new Paste()
            .say("write the statements out, one by one; or")
            .say(Allow.comment(INFO.id()))
            .text());
  }
}
