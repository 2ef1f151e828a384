package io.safeddl.run;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How the role can make an autovacuum worker give way. A worker does so only for someone who queues
 * for {@code deadlock_timeout} (1 s; manual section 25.1.6), which one who polls never does.
 */
enum AutovacuumYield {
  /** Lower {@code deadlock_timeout} for one short queued try. The server spares wraparound runs. */
  LOWER_DEADLOCK_TIMEOUT(null),
  /** {@code pg_cancel_backend}, by the role pg_signal_autovacuum_worker (18+). */
  SIGNAL(null),
  /** Not at all, on 18 and later. */
  NEEDS_ROLE(
      "GRANT SET ON PARAMETER deadlock_timeout, or GRANT pg_signal_autovacuum_worker and"
          + " pg_read_all_stats, lets SafeDDL make autovacuum give way"),
  /** Not at all, on 15 to 17. */
  NEEDS_PARAMETER("GRANT SET ON PARAMETER deadlock_timeout lets SafeDDL make autovacuum give way"),
  /** Not at all, on 14, which has neither grant. */
  NEEDS_SUPERUSER(
      "before PostgreSQL 15 only a superuser can make autovacuum give way without a queue;"
          + " safeddl.autovacuum=queue does it with a queue of about a second");

  private final @Nullable String advice;

  AutovacuumYield(@Nullable String advice) {
    this.advice = advice;
  }

  /** What to grant where it is not possible, else null. */
  @Nullable String advice() {
    return advice;
  }

  /** What this role can do. */
  static AutovacuumYield of(Session session) throws SQLException {
    int major = session.connection().getMetaData().getDatabaseMajorVersion();
    if (major < 15) {
      return session.ask("pg_catalog.current_setting('is_superuser') = 'on'")
          ? LOWER_DEADLOCK_TIMEOUT
          : NEEDS_SUPERUSER;
    }
    if (session.ask("pg_catalog.has_parameter_privilege('deadlock_timeout', 'SET')")) {
      return LOWER_DEADLOCK_TIMEOUT;
    }
    if (major < 18) {
      return NEEDS_PARAMETER;
    }
    // Without a look at the query text a wraparound run cannot be told from any other.
    return session.ask(
            "pg_catalog.pg_has_role('pg_signal_autovacuum_worker', 'USAGE')"
                + " AND pg_catalog.pg_has_role('pg_read_all_stats', 'USAGE')")
        ? SIGNAL
        : NEEDS_ROLE;
  }
}
