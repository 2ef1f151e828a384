package io.safeddl.check.migration;

import liquibase.changelog.ChangeSet;
import liquibase.precondition.Precondition;
import liquibase.precondition.PreconditionLogic;
import liquibase.precondition.core.AndPrecondition;
import liquibase.precondition.core.DBMSPrecondition;
import liquibase.precondition.core.NotPrecondition;
import liquibase.precondition.core.OrPrecondition;
import liquibase.precondition.core.PreconditionContainer.FailOption;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a changeset's preconditions without a database: which DBMS they want. All
 * others are taken to hold.
 */
final class OfflinePreconditions {
  private OfflinePreconditions() {}

  /** True where the changeset is left out on every PostgreSQL. */
  static boolean leaveOut(ChangeSet changeset) {
    var all = changeset.getPreconditions();
    return all != null && all.getOnFail() != FailOption.WARN && Boolean.FALSE.equals(holds(all));
  }

  /** Null where that is not known here. */
  private static @Nullable Boolean holds(Precondition precondition) {
    if (precondition instanceof DBMSPrecondition it) {
      return it.getType() == null || Dbms.matches(it.getType());
    }
    if (precondition instanceof NotPrecondition it) {
      // Liquibase: none of them may hold.
      var any = any(it);
      return any == null ? null : !any;
    }
    if (precondition instanceof OrPrecondition it) {
      return any(it);
    }
    if (precondition instanceof AndPrecondition it) {
      @Nullable Boolean all = true;
      for (var nested : it.getNestedPreconditions()) {
        var one = holds(nested);
        if (Boolean.FALSE.equals(one)) {
          return false;
        }
        all = one == null ? null : all;
      }
      return all;
    }
    return null;
  }

  private static @Nullable Boolean any(PreconditionLogic logic) {
    @Nullable Boolean any = false;
    for (var nested : logic.getNestedPreconditions()) {
      var one = holds(nested);
      if (Boolean.TRUE.equals(one)) {
        return true;
      }
      any = one == null ? null : any;
    }
    return any;
  }
}
