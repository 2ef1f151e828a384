package io.safeddl.rule;

import io.safeddl.catalog.Column;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What filled a column for INSERTs that leave it out, or let them give it, is taken away. */
final class DropDefault implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "drop-default",
          "A column that is never null loses the default that INSERTs may rely on",
          Severity.WARNING,
          RuleInfo.Group.COMPATIBILITY);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var release = question.surroundings().release();
    if (release == null || !(question.statement() instanceof AlterTable alter)) {
      return List.of();
    }
    List<Finding> findings = List.of();
    for (AlterAction action : alter.actions()) {
      var message = message(action, question, alter, release);
      if (message != null) {
        findings = findings.isEmpty() ? new ArrayList<>() : findings;
        findings.add(finding(question.ref(alter.name()), action, message));
      }
    }
    return findings;
  }

  private static @Nullable String message(
      AlterAction action, Question question, AlterTable alter, Release release) {
    if (action instanceof AlterAction.DropDefault drop) {
      return lost(drop.column(), "default", question, alter, release);
    }
    if (action instanceof AlterAction.SetDefault set
        && set.value().text().equalsIgnoreCase("null")) {
      return lost(set.column(), "default", question, alter, release);
    }
    if (action instanceof AlterAction.DropIdentity drop) {
      return lost(drop.column(), "identity", question, alter, release);
    }
    if (action instanceof AlterAction.DropExpression drop) {
      return lost(drop.column(), "expression", question, alter, release);
    }
    return action instanceof AlterAction.AddIdentity add
            && add.always()
            && column(add.column(), question, alter, release) != null
        ? "INSERTs of the running application that give "
            + add.column()
            + " a value fail from here on (SQLSTATE 428C9): GENERATED ALWAYS forbids it, BY DEFAULT"
            + " would not"
        : null;
  }

  private static @Nullable String lost(
      String name, String what, Question question, AlterTable alter, Release release) {
    var column = column(name, question, alter, release);
    return column == null || !column.notNull() || isGoneAtTheEnd(name, question, alter)
        ? null
        : "The column "
            + name
            + " loses its "
            + what
            + " and must not be null: INSERTs of the running application that leave it out fail"
            + " from here on";
  }

  /** The file goes on to drop it, or its table: other rules tell that. */
  private static boolean isGoneAtTheEnd(String column, Question question, AlterTable alter) {
    var end = question.surroundings().end();
    var relation = question.ref(alter.name()).relation();
    return end != null
        && relation != null
        && end.relation(relation.name()).flatMap(it -> it.column(column)).isEmpty();
  }

  /** A column that the application of before knows, or null. */
  private static @Nullable Column column(
      String name, Question question, AlterTable alter, Release release) {
    var table = question.ref(alter.name());
    return table.relation() == null
            || !Usage.mayBeUsed(question, alter.name())
            || release.isNewColumn(table, name)
        ? null
        : table.relation().column(name).orElse(null);
  }

  private static Finding finding(RelationRef table, AlterAction action, String message) {
    return Finding.of(
        INFO,
        action.span(),
        table,
        null,
        message + " (" + Words.table(table) + ").",
        new Paste().say("in a release after the one whose INSERTs do without it").text());
  }
}
