package io.safeddl.rule;

import io.safeddl.effect.Effects;
import io.safeddl.effect.Effects.Trait;
import io.safeddl.rule.advice.Allow;
import io.safeddl.rule.advice.ConcurrentForm;
import io.safeddl.rule.advice.ConcurrentIndex;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;
import java.util.List;

/** A statement that is understood but whose reach is not known. */
final class UnknownEffect implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "unknown-effect",
          "The statement reaches tables that cannot be told beforehand",
          Severity.ERROR,
          RuleInfo.Group.OPAQUE);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (question.effects().unknowns().isEmpty()
        || question.has(Trait.UNRECOGNIZED)
        || question.has(Trait.DYNAMIC_DDL)
        || DropCascade.isMeant(question)
        || isAbsent(question)) {
      return List.of();
    }
    var unknowns = question.effects().unknowns();
    if (unknowns.stream().allMatch(it -> it.startsWith(Effects.PROCEDURE))) {
      return List.of(procedure(question));
    }
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            null,
            null,
            "What this statement does depends on something that is not known here: "
                + String.join("; ", question.effects().unknowns())
                + ". It is judged as the worst that it may do.",
            instead(question).text()));
  }

  /** Most procedures change no tables, and the driver reads their bodies when it comes to it. */
  private static Finding procedure(Question question) {
    return new Finding(
        INFO,
        Severity.WARNING,
        question.source().span(),
        null,
        null,
        "What this statement does is not judged: it depends on "
            + String.join("; ", question.effects().unknowns())
            + ".",
        new Paste()
            .say("the migration that makes the procedure beside this one, or --database URL; or")
            .say("what the procedure does, written out; or")
            .say(Allow.comment(INFO.id()))
            .text());
  }

  /**
   * A connected database knows all that there is: what it does not know is not there, and the
   * statement does nothing (IF EXISTS) or fails by itself.
   */
  private static boolean isAbsent(Question question) {
    if (!question.catalog().isComplete()) {
      return false;
    }
    var statement = question.statement();
    if (statement instanceof Statement.Reindex reindex) {
      return reindex.name() != null
          && !reindex.target().equals("DATABASE")
          && !reindex.target().equals("SYSTEM");
    }
    return statement instanceof Statement.AlterDomain
        || statement instanceof Statement.AlterTable
        || (statement instanceof Statement.Drop drop && drop.kind() == ObjectKind.INDEX);
  }

  private static String advice(Statement statement) {
    if (statement instanceof Statement.Owned owned) {
      return owned.drop()
          ? "DROP the tables and REVOKE the rights one by one, each in a statement of its own; or"
          : "ALTER TABLE … OWNER TO for each table, each in a statement of its own; or";
    }
    return statement instanceof Statement.Copy
        ? "run the program on the client, and COPY … FROM STDIN or TO STDOUT; or"
        : "name the tables one by one, each in a statement of its own; or";
  }

  private static Paste instead(Question question) {
    var form = ConcurrentIndex.of(question.source(), question.statement(), question.catalog());
    if (form instanceof ConcurrentForm.Impossible impossible) {
      return new Paste().say(impossible.reason()).add(impossible.paste());
    }
    return form == null
        ? new Paste().say(advice(question.statement())).say(Allow.comment(INFO.id()))
        : form.paste();
  }
}
