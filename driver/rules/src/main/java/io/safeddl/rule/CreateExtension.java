package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement;
import java.util.List;

/** An extension needs files on the server, and often more rights than a migration has. */
final class CreateExtension implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofDesign("create-extension", "A migration installs an extension");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    return question.statement() instanceof Statement.Other other
            && other.tag().equals("CREATE EXTENSION")
        ? List.of(
            Finding.of(
                INFO,
                question.source().span(),
                null,
                null,
                "The extension's files have to be on every server that this runs on, and its"
                    + " installation may need a superuser.",
                new Paste().say("where the server is set up, before the migrations").text()))
        : List.of();
  }
}
