package io.safeddl.rule;

import io.safeddl.catalog.Catalog;
import io.safeddl.catalog.Volatility;
import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.QualifiedName;
import io.safeddl.sql.tree.ObjectKind;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.Drop;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A type, schema, sequence, routine or extension dropped while the application of before still
 * runs.
 */
final class DropObject implements Rule {
  private static final Set<ObjectKind> ROUTINES =
      EnumSet.of(
          ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.ROUTINE, ObjectKind.AGGREGATE);

  private static final Set<ObjectKind> OTHERS =
      EnumSet.of(
          ObjectKind.TYPE,
          ObjectKind.DOMAIN,
          ObjectKind.SCHEMA,
          ObjectKind.SEQUENCE,
          ObjectKind.EXTENSION);

  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "drop-object",
          "A type, schema, sequence, routine or extension is dropped that the running application may"
              + " use",
          Severity.WARNING,
          RuleInfo.Group.COMPATIBILITY);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    var release = question.surroundings().release();
    if (release == null) {
      return List.of();
    }
    List<Finding> findings = List.of();
    for (Statement part : question.parts()) {
      if (part instanceof Drop drop
          && (ROUTINES.contains(drop.kind()) || OTHERS.contains(drop.kind()))) {
        for (QualifiedName name : drop.names()) {
          if (mayBeKnown(drop, name, release.before(), question.catalog())) {
            findings = findings.isEmpty() ? new ArrayList<>() : findings;
            findings.add(finding(question, drop, name));
          }
        }
      }
    }
    return findings;
  }

  /** With IF EXISTS, what no statement has made is taken not to be there. */
  private static boolean mayBeKnown(
      Drop drop, QualifiedName name, Catalog before, Catalog catalog) {
    return switch (drop.kind()) {
      case TYPE, DOMAIN -> before.type(name).isPresent() || isUnknown(drop, catalog.type(name));
      case SEQUENCE -> before.relation(name).isPresent() || isUnknown(drop, catalog.relation(name));
      case EXTENSION -> true; // nothing tells which there are
      case SCHEMA -> before.hasSchema(name.name());
      default ->
          before.volatility(name) != Volatility.UNKNOWN
              || (!drop.ifExists() && catalog.volatility(name) == Volatility.UNKNOWN);
    };
  }

  private static boolean isUnknown(Drop drop, Optional<?> now) {
    return !drop.ifExists() && now.isEmpty();
  }

  private static Finding finding(Question question, Drop drop, QualifiedName name) {
    var routine = ROUTINES.contains(drop.kind());
    return Finding.of(
        INFO,
        question.source().span(),
        null,
        null,
        drop.kind().keyword()
            + " "
            + name.toSql()
            + (drop.kind() == ObjectKind.EXTENSION
                ? " is gone with all that it brought"
                : " is gone")
            + ": statements of the running application that "
            + (routine ? "call it fail, and so do those with the old arguments" : "name it fail")
            + (routine ? " where another takes its place." : "."),
        routine
            ? new Paste()
                .say("keep it in this release, beside a new one with other arguments, and drop it")
                .say("in the release after the one that stopped calling it")
                .text()
            : new Paste().say("in a release after the one that stopped using it").text());
  }
}
