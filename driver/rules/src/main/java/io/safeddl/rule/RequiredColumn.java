package io.safeddl.rule;

import io.safeddl.catalog.Column;
import io.safeddl.effect.RelationRef;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.Identifiers;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.TableConstraint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of this release that old INSERTs, which do not know it, cannot leave out. */
final class RequiredColumn implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "required-column",
          "INSERTs of the running application lack a value that a new column requires",
          Severity.ERROR,
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
    var table = question.ref(alter.name());
    List<Finding> findings = List.of();
    for (AlterAction action : alter.actions()) {
      var column = column(action);
      if (column != null
          && release.isNewColumn(table, column)
          && becomesRequired(action, column, table, question, release)
          && !release.hasNewTrigger(table)) {
        findings = findings.isEmpty() ? new ArrayList<>() : findings;
        findings.add(finding(question, table, action, column));
      }
    }
    return findings;
  }

  /** The column whose NOT NULL or default this changes, or null. */
  private static @Nullable String column(AlterAction action) {
    if (action instanceof AlterAction.SetNotNull set) {
      return set.column();
    }
    if (action instanceof AlterAction.DropDefault drop) {
      return drop.column();
    }
    if (action instanceof AlterAction.AddColumn add) {
      return add.column().name();
    }
    return action instanceof AlterAction.AddConstraint add
            && add.constraint() instanceof TableConstraint.NotNull constraint
        ? constraint.column()
        : null;
  }

  private static boolean becomesRequired(
      AlterAction action, String name, RelationRef table, Question question, Release release) {
    if (action instanceof AlterAction.AddColumn add) {
      // On a large table it fails by itself, which is another rule's business.
      return !question.large().test(table) && isRequired(add.column());
    }
    var dropped = action instanceof AlterAction.DropDefault;
    var added = release.addedToUnknown(table, name);
    if (added != null) {
      return dropped ? isNotNull(added) : !isFilled(added);
    }
    var column = table.relation() == null ? null : table.relation().column(name).orElse(null);
    return column != null && (dropped ? column.notNull() : !isFilled(column));
  }

  private static boolean isFilled(Column column) {
    return column.identity()
        || column.defaultExpression() != null
        || column.generated() != Column.Generated.NO;
  }

  private static boolean isRequired(ColumnDefinition column) {
    return isNotNull(column) && !isFilled(column);
  }

  private static boolean isNotNull(ColumnDefinition column) {
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.NotNull
          || constraint instanceof ColumnConstraint.PrimaryKey) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFilled(ColumnDefinition column) {
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.Default
          || constraint instanceof ColumnConstraint.Identity
          || constraint instanceof ColumnConstraint.Generated) {
        return true;
      }
    }
    return column.type() != null && column.type().serial();
  }

  private static Finding finding(
      Question question, RelationRef table, AlterAction action, String column) {
    return Finding.of(
        INFO,
        action.span(),
        table,
        null,
        "The running application does not know the column "
            + column
            + " of "
            + Words.table(table)
            + ", so its INSERTs leave it out; without a default it would be null, which is"
            + " forbidden from here on: they all fail.",
        new Paste()
            .say("keep a default for as long as the application of before runs:")
            .say(
                question
                    .target()
                    .alter("ALTER COLUMN " + Identifiers.quote(column) + " SET DEFAULT <value>;"))
            .text());
  }
}
