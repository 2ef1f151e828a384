package io.safeddl.plan;

import io.safeddl.sql.AllowComment;
import io.safeddl.sql.AllowComments;
import io.safeddl.sql.SourceStatement;
import io.safeddl.sql.tree.Statement;
import io.safeddl.sql.tree.Statement.SetParameter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a user allows: by a comment in the statement, or, since Liquibase strips comments and Flyway
 * moves one behind a semicolon to the next statement, by {@code SET LOCAL safeddl.allow} just
 * before it.
 */
public final class Allowance {
  private Allowance() {}

  /** True where the statement is that setting. */
  public static boolean isSetting(Statement statement) {
    return statement instanceof SetParameter set && set.name().equals(AllowComments.PARAMETER);
  }

  /** The ids of the rules that the statement, as a setting, allows for the next one. */
  public static Set<String> forNext(Statement statement) {
    return statement instanceof SetParameter set ? ids(AllowComments.of(set)) : Set.of();
  }

  /** The ids that are allowed for the statement, by its comments and by what came before it. */
  static Set<String> of(SourceStatement source, Set<String> before) {
    var comments = AllowComments.of(source);
    if (comments.isEmpty()) {
      return before;
    }
    var ids = new HashSet<String>(before);
    ids.addAll(ids(comments));
    return ids;
  }

  private static Set<String> ids(List<AllowComment> permissions) {
    var ids = new HashSet<String>();
    for (AllowComment permission : permissions) {
      ids.add(permission.ruleId());
    }
    return ids;
  }
}
