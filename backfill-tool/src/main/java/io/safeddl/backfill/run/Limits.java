package io.safeddl.backfill.run;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What follows from the server's settings.
 *
 * @param lock how long a batch waits for a lock
 * @param statement how long a batch's statement may take
 * @param window the most blocks of a window: its passes shall find them in the cache, best in the
 *     processor's
 */
record Limits(Duration lock, Duration statement, long window) {
  private static final String SQL =
      """
      SELECT (SELECT CAST(setting AS bigint) FROM pg_catalog.pg_settings
               WHERE name = 'deadlock_timeout'),
             (SELECT CAST(setting AS bigint) FROM pg_catalog.pg_settings
               WHERE name = 'shared_buffers')
      """;

  private static final long LEAST_WINDOW = 64;
  private static final long MOST_WINDOW = 1024;

  /**
   * Somebody of the application who waits for a row of ours looks for a deadlock after {@code
   * deadlock_timeout}, and would be the one to lose. He cannot have waited for longer than our
   * statement runs; so that is over before.
   */
  static Limits of(Database database) throws SQLException {
    return database.read(
        () ->
            database.row(
                SQL,
                row -> {
                  var deadlock = Duration.ofMillis(row.getLong(1));
                  return new Limits(
                      atLeastOne(deadlock.dividedBy(4)),
                      atLeastOne(deadlock.multipliedBy(4).dividedBy(5)),
                      Math.max(LEAST_WINDOW, Math.min(MOST_WINDOW, row.getLong(2) / 4)));
                }));
  }

  private static Duration atLeastOne(Duration duration) {
    return duration.toMillis() < 1 ? Duration.ofMillis(1) : duration;
  }
}
