package io.safeddl.check.trace;

import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import java.util.Set;

/** What a trace does not run, since it would change more than its own database. */
final class LeftOut {
  private static final String DATABASE_OR_MORE =
      "it is about the server or another database, not about the one that is migrated";

  /** Not run on the trace's own server either: there they make no sense. */
  private static final Set<String> OTHER_DATABASES =
      Set.of(
          "CREATE DATABASE",
          "ALTER DATABASE",
          "DROP DATABASE",
          "CREATE SUBSCRIPTION",
          "ALTER SUBSCRIPTION",
          "DROP SUBSCRIPTION",
          "ALTER SYSTEM",
          "CREATE TABLESPACE",
          "ALTER TABLESPACE",
          "DROP TABLESPACE");

  private static final Set<String> ROLES =
      Set.of(
          "CREATE ROLE",
          "ALTER ROLE",
          "DROP ROLE",
          "GRANT ROLE",
          "REVOKE ROLE",
          "REASSIGN OWNED",
          "DROP OWNED");

  private static final Set<String> OF_THE_SERVER =
      Set.of("database", "tablespace", "role", "parameter", "subscription");

  private LeftOut() {}

  /**
   * Why this statement is not run.
   *
   * @param ownsServer the whole server is the trace's own
   * @return "" where it is run
   */
  static String reason(SourceStatement source, Statement statement, boolean ownsServer) {
    var tag = statement.tag();
    if (OTHER_DATABASES.contains(tag) || names(source, tag)) {
      return DATABASE_OR_MORE;
    }
    if (ownsServer) {
      return "";
    }
    if (ROLES.contains(tag)) {
      return "roles are of the whole server, which is not the trace's own; --trace embedded runs it";
    }
    return statement instanceof Statement.Copy copy && copy.program() != null
        ? "it starts a program on the server, which is not the trace's own"
        : "";
  }

  /** {@code GRANT … ON DATABASE}, {@code COMMENT ON ROLE} and the like. */
  private static boolean names(SourceStatement source, String tag) {
    if (!Set.of("GRANT", "REVOKE", "COMMENT", "SECURITY LABEL").contains(tag)) {
      return false;
    }
    var tokens = source.tokens();
    for (var i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).is("on")) {
        return OF_THE_SERVER.stream().anyMatch(tokens.get(i + 1)::is);
      }
    }
    return false;
  }
}
