package io.safeddl.rule;

import io.safeddl.rule.advice.Paste;
import io.safeddl.sql.tree.Statement;
import java.util.List;
import java.util.Set;

/** What changes the server, not the database: other databases and the next restart notice it. */
final class ServerWide implements Rule {
  private static final Set<String> TAGS =
      Set.of(
          "ALTER SYSTEM",
          "CREATE DATABASE",
          "ALTER DATABASE",
          "DROP DATABASE",
          "CREATE TABLESPACE",
          "ALTER TABLESPACE",
          "DROP TABLESPACE");

  private static final RuleInfo INFO =
      RuleInfo.ofReview(
          "server-wide",
          "A migration changes the server, not only its database",
          Severity.WARNING,
          RuleInfo.Group.OPAQUE);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public List<Finding> judge(Question question) {
    if (!(question.statement() instanceof Statement.Other other) || !TAGS.contains(other.tag())) {
      return List.of();
    }
    return List.of(
        Finding.of(
            INFO,
            question.source().span(),
            null,
            null,
            other.tag()
                + " reaches beyond the database that is migrated, is not undone with the migration,"
                + " and most of its kind cannot run in a transaction.",
            new Paste().say("where the server is set up, not in a migration").text()));
  }
}
