package io.safeddl.rule;

import io.safeddl.effect.LockMode;
import io.safeddl.rule.advice.ColumnAdvice;
import io.safeddl.rule.advice.Paste;
import io.safeddl.rule.advice.UserText;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.AlterAction.RenameColumn;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A name changed under the application of before. */
final class Rename implements Rule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "rename",
          "A table or column gets another name while the application uses the old one",
          Severity.WARNING,
          RuleInfo.Group.COMPATIBILITY);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var alter = question.alter();
    if (alter == null || alter.kind() == ObjectKind.INDEX || alter.kind() == ObjectKind.SEQUENCE) {
      return List.of();
    }
    List<Finding> findings = List.of();
    for (AlterAction action : alter.actions()) {
      var instead = instead(question, alter, action);
      if (instead != null
          && Usage.mayBeUsed(question, alter.name())
          && !isMadeGood(question, alter, action)) {
        findings = findings.isEmpty() ? new ArrayList<>() : findings;
        var finding = finding(question, alter, action, instead);
        // The driver lets it run, under the guard; a reviewer can still say no.
        findings.add(
            question.surroundings().isReview() ? finding.withSeverity(Severity.ERROR) : finding);
      }
    }
    return findings;
  }

  /**
   * In the same transaction a view, or another table or column, takes the old name; or the column
   * is one that the application of before does not know.
   */
  private static boolean isMadeGood(Question question, AlterTable alter, AlterAction action) {
    var around = question.surroundings();
    var release = around.release();
    if (release == null) {
      return false;
    }
    var table = question.ref(alter.name());
    if (action instanceof RenameColumn rename && release.isNewColumn(table, rename.column())) {
      return true;
    }
    var end = around.end();
    if (end == null || !question.transaction().inTransaction()) {
      return false;
    }
    var after = end.relation(table.name()).orElse(null);
    return after != null
        && (!(action instanceof RenameColumn rename) || after.column(rename.column()).isPresent());
  }

  private static Finding finding(
      Question question, AlterTable alter, AlterAction action, Paste instead) {
    var table = question.ref(alter.name());
    var what =
        action instanceof RenameColumn column
            ? "The column " + column.column() + " of " + Words.table(table)
            : Words.table(table);
    return Finding.of(
        INFO,
        action.span(),
        table,
        LockMode.ACCESS_EXCLUSIVE,
        what
            + " is found under its old name no more: statements of the running application that"
            + " use that name fail.",
        instead.text());
  }

  /** What to do instead, or null for an action that renames nothing. */
  private static @Nullable Paste instead(Question question, AlterTable alter, AlterAction action) {
    if (action instanceof AlterAction.RenameTo rename) {
      var fresh = QualifiedName.of(alter.name().schema(), rename.newName());
      return view(question, alter, action, fresh);
    }
    if (action instanceof AlterAction.SetSchema move) {
      return view(question, alter, action, QualifiedName.of(move.schema(), alter.name().name()));
    }
    return action instanceof RenameColumn rename
        ? ColumnAdvice.renameColumn(question.target(), rename.column(), rename.newName())
        : null;
  }

  private static Paste view(
      Question question, AlterTable alter, AlterAction action, QualifiedName fresh) {
    var text = new UserText(question.source()).of(action.span());
    return new Paste()
        .say("in one transaction, with a view under the old name until the last of the old")
        .say("application is gone (an updatable view takes its writes too):")
        .run(question.target().alter(text))
        .run("CREATE VIEW " + alter.name().toSql() + " AS SELECT * FROM " + fresh.toSql());
  }
}
