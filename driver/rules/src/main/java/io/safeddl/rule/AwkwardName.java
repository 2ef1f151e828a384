package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.Span;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.Statement.CreateIndex;
import io.safeddl.sql.tree.Statement.CreateTable;
import java.util.ArrayList;
import java.util.List;

/** A name that has to be quoted wherever it is used. */
final class AwkwardName implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofDesign("awkward-name", "A name has to be quoted: a key word, or of mixed case");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var findings = new ArrayList<Finding>(0);
    var whole = question.source().span();
    if (question.statement() instanceof CreateTable create) {
      add(findings, create.name().name(), whole);
      for (ColumnDefinition column : create.columns()) {
        add(findings, column.name(), column.span());
      }
    } else if (question.statement() instanceof CreateIndex create && create.name() != null) {
      add(findings, create.name().name(), whole);
    } else if (question.statement() instanceof AlterTable alter) {
      for (AlterAction action : alter.actions()) {
        if (action instanceof AlterAction.AddColumn added) {
          add(findings, added.column().name(), added.span());
        } else if (action instanceof AlterAction.RenameTo rename) {
          add(findings, rename.newName(), rename.span());
        } else if (action instanceof AlterAction.RenameColumn rename) {
          add(findings, rename.newName(), rename.span());
        }
      }
    }
    return findings;
  }

  private static void add(List<Finding> findings, String name, Span span) {
    if (!Identifiers.quote(name).equals(name)) {
      findings.add(
          Finding.of(
              INFO,
              span,
              null,
              null,
              "The name " + Identifiers.quote(name) + " means this only in quotes, everywhere.",
              new Paste().say("lower case letters, digits and _, and no key word").text()));
    }
  }
}
