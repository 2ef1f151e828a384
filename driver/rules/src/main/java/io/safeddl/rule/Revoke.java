package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.Token;
import io.safeddl.sql.tree.AlterAction;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A right goes that the application of before may use. */
final class Revoke implements Rule {
  /** Kinds of objects behind ON that are no tables. */
  private static final Set<String> KINDS =
      Set.of(
          "all",
          "database",
          "domain",
          "foreign",
          "function",
          "language",
          "large",
          "parameter",
          "procedure",
          "routine",
          "schema",
          "tablespace",
          "type");

  private static final Set<String> SWITCHED_ON = Set.of("ENABLE", "FORCE");

  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "revoke",
          "A right, or a row, is taken away that the running application may use",
          Severity.WARNING,
          RuleInfo.Group.COMPATIBILITY);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var release = question.surroundings().release();
    if (release != null && question.statement() instanceof Statement.AlterTable alter) {
      return rowSecurity(question, alter, release);
    }
    if (release == null
        || !(question.statement() instanceof Statement.Other other)
        || !other.tag().startsWith("REVOKE")) {
      return List.of();
    }
    var name = table(question.source().tokens());
    var table = name == null ? null : question.ref(name);
    if (table != null && (release.isNew(table) || table.isPrivate())) {
      return List.of();
    }
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            table,
            null,
            "Statements of the running application that need this right"
                + (table == null ? "" : " on " + Words.table(table))
                + " fail from here on (SQLSTATE 42501).",
            new Paste().say("in a release after the one that stopped using it").text()));
  }

  /** Where no policy lets rows through, none are there (manual 5.9). */
  private static List<Finding> rowSecurity(
      Question question, Statement.AlterTable alter, Release release) {
    var table = question.ref(alter.name());
    if (release.isNew(table) || table.isPrivate() || release.hasNewPolicy(table)) {
      return List.of();
    }
    return question.actions(AlterAction.RowSecurity.class).stream()
        .filter(it -> SWITCHED_ON.contains(it.words()))
        .map(
            it ->
                Finding.of(
                    INFO,
                    it.span(),
                    table,
                    null,
                    "From here on "
                        + (it.words().startsWith("FORCE")
                            ? "its owner, too, "
                            : "who does not own it ")
                        + "finds in "
                        + Words.table(table)
                        + " only the rows that a policy lets through, and the running application"
                        + " may need the others.",
                    new Paste()
                        .say("the policies that let through what the application needs first:")
                        .say("CREATE POLICY … ON " + alter.name().toSql() + " …;")
                        .text()))
        .toList();
  }

  /** The first table behind ON, or null where it is about something else. */
  private static @Nullable QualifiedName table(List<Token> tokens) {
    for (int i = 1; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("on")) {
        var at = i + 1;
        if (tokens.get(at).is("table") || tokens.get(at).is("sequence")) {
          at++;
        }
        if (at >= tokens.size()
            || (tokens.get(at).kind() == Token.Kind.WORD
                && KINDS.contains(tokens.get(at).value()))) {
          return null;
        }
        return at + 2 < tokens.size() && tokens.get(at + 1).isSymbol(".")
            ? QualifiedName.of(tokens.get(at).value(), tokens.get(at + 2).value())
            : QualifiedName.of(tokens.get(at).value());
      }
    }
    return null;
  }
}
