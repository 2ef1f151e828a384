package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Span;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ColumnConstraint;
import io.safeddl.sql.tree.ColumnDefinition;
import io.safeddl.sql.tree.Statement.AlterTable;
import io.safeddl.sql.tree.Statement.CreateTable;
import io.safeddl.sql.tree.TableConstraint;
import io.safeddl.sql.tree.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The columns that a statement gives a type: in CREATE TABLE, ADD COLUMN, ALTER COLUMN TYPE. */
final class DefinedColumns {
  private DefinedColumns() {}

  /**
   * A column with its new type.
   *
   * @param primaryKey it is the whole primary key, by this statement
   */
  record Defined(QualifiedName table, String name, TypeName type, boolean primaryKey, Span span) {}

  /** One finding for each such column. */
  static List<Finding> findings(
      Question question, RuleInfo rule, Predicate<Defined> isMeant, String why, String better) {
    List<Finding> findings = List.of();
    for (Defined column : of(question)) {
      if (isMeant.test(column)) {
        findings = findings.isEmpty() ? new ArrayList<>() : findings;
        findings.add(
            Finding.of(
                rule,
                column.span(),
                question.ref(column.table()),
                null,
                column.name() + " of " + column.table().toSql() + " " + why,
                instead(question, column, better)));
      }
    }
    return findings;
  }

  /** The user's statement with the other type in the column's place. */
  private static String instead(Question question, Defined column, String better) {
    var script = question.script();
    var source = question.source().span();
    var type = script.indexOf(column.type().text(), column.span().start() + column.name().length());
    return type < 0 || type >= column.span().end()
        ? new Paste().say(better).text()
        : new Paste()
            .run(
                script.substring(source.start(), type)
                    + better
                    + script.substring(type + column.type().text().length(), source.end()))
            .text();
  }

  private static List<Defined> of(Question question) {
    if (question.statement() instanceof CreateTable create) {
      var defined = new ArrayList<Defined>();
      for (ColumnDefinition column : create.columns()) {
        var type = column.type();
        if (type != null) {
          defined.add(
              new Defined(
                  create.name(), column.name(), type, isKey(column, create), column.span()));
        }
      }
      return defined;
    }
    return question.statement() instanceof AlterTable alter ? of(alter) : List.of();
  }

  private static List<Defined> of(AlterTable alter) {
    List<Defined> defined = List.of();
    for (AlterAction action : alter.actions()) {
      if (action instanceof AlterAction.AddColumn add && add.column().type() != null) {
        var column = add.column();
        defined = defined.isEmpty() ? new ArrayList<>() : defined;
        defined.add(
            new Defined(
                alter.name(), column.name(), add.column().type(), isKey(column), column.span()));
      } else if (action instanceof AlterAction.AlterColumnType change) {
        defined = defined.isEmpty() ? new ArrayList<>() : defined;
        defined.add(
            new Defined(alter.name(), change.column(), change.type(), false, change.span()));
      }
    }
    return defined;
  }

  private static boolean isKey(ColumnDefinition column) {
    for (ColumnConstraint constraint : column.constraints()) {
      if (constraint instanceof ColumnConstraint.PrimaryKey) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKey(ColumnDefinition column, CreateTable table) {
    for (TableConstraint constraint : table.constraints()) {
      if (constraint instanceof TableConstraint.PrimaryKey key
          && key.columns().equals(List.of(column.name()))) {
        return true;
      }
    }
    return isKey(column);
  }
}
