package io.safeddl.rule;

import io.safeddl.catalog.Constraint;
import io.safeddl.catalog.Relation;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.AlterTable;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Another name for what is no table: an enum's value, a type, schema, sequence, routine or key. */
final class RenameObject implements Rule {
  private static final Set<String> ROUTINES =
      Set.of("ALTER FUNCTION", "ALTER PROCEDURE", "ALTER ROUTINE", "ALTER AGGREGATE");

  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "rename-object",
          "An enum value, type, schema, sequence, routine or key gets another name",
          Severity.ERROR,
          RuleInfo.Group.COMPATIBILITY);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var release = question.surroundings().release();
    var what = release == null ? null : what(question, release);
    if (what == null) {
      return List.of();
    }
    var finding =
        Finding.of(
            INFO,
            question.source().span(),
            null,
            null,
            what.text() + ": statements of the running application that use the old name fail.",
            what.instead());
    return List.of(what.surely() ? finding : finding.withSeverity(Severity.WARNING));
  }

  /**
   * What is renamed.
   *
   * @param surely it is there to be named by the application
   */
  private record Renamed(String text, boolean surely, String instead) {}

  private static @Nullable Renamed what(Question question, Release release) {
    var statement = question.statement();
    if (statement instanceof Statement.AlterType alter) {
      return isNew(alter.name(), question, release) ? null : type(alter);
    }
    if (statement instanceof Statement.AlterDomain alter) {
      var renames = alter.form().equals("RENAME TO") || alter.form().equals("SET SCHEMA");
      return renames && !isNew(alter.name(), question, release)
          ? new Renamed("The domain " + alter.name().toSql() + " gets another name", true, later())
          : null;
    }
    if (statement instanceof Statement.AlterSchema alter) {
      return alter.newName() != null && release.before().hasSchema(alter.name())
          ? new Renamed("The schema " + alter.name() + " gets another name", true, later())
          : null;
    }
    if (statement instanceof AlterTable alter) {
      return ofTable(alter, question, release);
    }
    if (statement instanceof Statement.Other other
        && other.tag().equals("ALTER EXTENSION")
        && isRename(question.source())) {
      return new Renamed("All that the extension brought goes to another schema", false, inPath());
    }
    return statement instanceof Statement.Other other
            && ROUTINES.contains(other.tag())
            && isRename(question.source())
        ? new Renamed("The routine gets another name", false, later())
        : null;
  }

  /** What no statement has made is there all the same, or the statement would fail. */
  private static boolean isNew(QualifiedName type, Question question, Release release) {
    return release.before().type(type).isEmpty() && question.catalog().type(type).isPresent();
  }

  private static @Nullable Renamed type(Statement.AlterType alter) {
    var name = alter.name().toSql();
    return switch (alter.form()) {
      case "RENAME VALUE" ->
          new Renamed(
              "The enum " + name + " loses the value that is renamed",
              true,
              new Paste()
                  .say("add the new value and keep the old one until no row and no code has it:")
                  .say("ALTER TYPE " + name + " ADD VALUE …;")
                  .text());
      case "RENAME TO", "SET SCHEMA" ->
          new Renamed("The type " + name + " gets another name", true, later());
      case "RENAME ATTRIBUTE", "DROP ATTRIBUTE" ->
          new Renamed("An attribute of the type " + name + " goes", true, later());
      default -> null;
    };
  }

  private static @Nullable Renamed ofTable(AlterTable alter, Question question, Release release) {
    for (AlterAction action : alter.actions()) {
      if (alter.kind() == ObjectKind.SEQUENCE
          && (action instanceof AlterAction.RenameTo || action instanceof AlterAction.SetSchema)
          && !release.isUnknown(alter.name())) {
        return new Renamed(
            "The sequence " + alter.name().toSql() + " gets another name", true, later());
      }
      if (action instanceof AlterAction.RenameConstraint rename) {
        var old = release.old(question.ref(alter.name()));
        if (old != null && isKey(old, rename.name())) {
          return new Renamed(
              "The key "
                  + rename.name()
                  + " of "
                  + Words.table(question.ref(alter.name()))
                  + " gets another name, which ON CONFLICT ON CONSTRAINT may use",
              false,
              later());
        }
      }
    }
    return null;
  }

  private static boolean isKey(Relation table, String name) {
    var constraint = table.constraint(name).orElse(null);
    return constraint != null
        && (constraint.kind() == Constraint.Kind.UNIQUE
            || constraint.kind() == Constraint.Kind.PRIMARY_KEY
            || constraint.kind() == Constraint.Kind.EXCLUDE);
  }

  private static boolean isRename(SourceStatement source) {
    var tokens = source.tokens();
    for (int i = 2; i + 1 < tokens.size(); i++) {
      Token token = tokens.get(i);
      if ((token.is("rename") && tokens.get(i + 1).is("to"))
          || (token.is("set") && tokens.get(i + 1).is("schema"))) {
        return true;
      }
    }
    return false;
  }

  private static String inPath() {
    return new Paste()
        .say("when the application names none of it with its schema, and both schemas are in its")
        .say("search path")
        .text();
  }

  private static String later() {
    return new Paste()
        .say("one of the new name beside it, and the old one dropped in the release after the one")
        .say("that stopped using it")
        .text();
  }
}
