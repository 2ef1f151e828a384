package io.safeddl.backfill.throttle;

import java.sql.SQLException;

/** The server answers, but hides from this role what is asked for. */
final class UnreadableException extends SQLException {
  private static final long serialVersionUID = 1L;

  UnreadableException(String what) {
    super("this role may not see " + what + ": GRANT pg_monitor to it", "42501");
  }
}
