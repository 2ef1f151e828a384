package io.safeddl.run;

import io.safeddl.effect.LockMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who holds, or waits for, a lock that conflicts with one of ours.
 *
 * @param pid null for a prepared transaction, which has no process
 * @param transaction the virtual transaction id: the same blocker as long as it stays the same
 * @param user null for autovacuum workers
 * @param state null where the role may not see it, as are age, backendType and query
 * @param gid of a prepared transaction
 */
record Blocker(
    @Nullable Integer pid,
    String transaction,
    long oid,
    String relation,
    LockMode mode,
    boolean granted,
    @Nullable String user,
    @Nullable String application,
    @Nullable String state,
    @Nullable Duration age,
    @Nullable String backendType,
    @Nullable String query,
    @Nullable String gid) {
  private static final String HIDDEN_QUERY = "<insufficient privilege>";

  /** An autovacuum worker; a role that may not see the type still sees that there is no user. */
  boolean isAutovacuum() {
    return gid == null
        && pid != null
        && (backendType == null ? user == null : backendType.equals("autovacuum worker"));
  }

  /** A worker that the server never lets give way, because transaction ids would run out. */
  boolean preventsWraparound() {
    return isAutovacuum() && query != null && query.contains("(to prevent wraparound)");
  }

  /** True where the role sees what the backend does. */
  boolean isVisible() {
    return query != null && !query.equals(HIDDEN_QUERY);
  }

  /** In words, for the user. */
  String describe(boolean withQuery) {
    if (gid != null) {
      return "prepared transaction '" + gid + "' (" + mode.sql() + " on " + relation + ")";
    }
    var text =
        new StringBuilder(isAutovacuum() ? "autovacuum worker " : "").append("pid ").append(pid);
    text.append(" (");
    if (user != null) {
      text.append("user ").append(user).append(", ");
    }
    if (application != null && !application.isBlank()) {
      text.append("application ").append(application).append(", ");
    }
    if (state != null) {
      text.append(state).append(", ");
    }
    if (age != null) {
      text.append("transaction open for ").append(Words.duration(age)).append(", ");
    }
    text.append(granted ? "holds " : "waits for ")
        .append(mode.sql())
        .append(" on ")
        .append(relation);
    if (preventsWraparound()) {
      text.append(", prevents transaction id wraparound");
    }
    text.append(')');
    if (withQuery && isVisible()) {
      text.append(": ").append(query);
    }
    return text.toString();
  }
}
