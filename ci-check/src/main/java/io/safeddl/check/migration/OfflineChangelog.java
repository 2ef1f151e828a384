package io.safeddl.check.migration;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A changelog as Liquibase itself has read it, with all that it includes.
 *
 * @param changesets in the order in which Liquibase runs them
 * @param values what is known of placeholders
 */
record OfflineChangelog(List<Changeset> changesets, Function<String, @Nullable String> values) {
  OfflineChangelog {
    changesets = List.copyOf(changesets);
  }

  /**
   * A changeset.
   *
   * @param file where Liquibase has found it, from one of the folders that it searched
   * @param runs it is for PostgreSQL, and not to be ignored
   * @param split its statements are sent one by one
   * @param runAgain Liquibase runs it again where it has changed, or always
   * @param sql what Liquibase would send
   * @param failures changes of which Liquibase cannot say that without a database
   */
  record Changeset(
      String file,
      String id,
      String author,
      boolean runs,
      boolean inTransaction,
      boolean split,
      boolean runAgain,
      List<String> sql,
      List<String> failures) {
    Changeset {
      sql = List.copyOf(sql);
      failures = List.copyOf(failures);
    }

    /** How it is called in reports. */
    String name() {
      return id + "::" + author;
    }
  }

  /** True where there is a Liquibase on the class path. */
  static boolean isPossible() {
    try {
      Class.forName("liquibase.Scope", false, OfflineChangelog.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
