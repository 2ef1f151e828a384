package io.safeddl.backfill.throttle;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.Optional;

/** How many sessions wait for a lock that a session of this tool holds, from whatever process. */
final class LockWaiters implements Signal {
  /**
   * {@code pg_locks} is open to every role. Who works is found by what its session calls itself.
   */
  private static final String SQL =
      """
      SELECT pg_catalog.count(*)
        FROM (SELECT DISTINCT l.pid FROM pg_catalog.pg_locks l WHERE NOT l.granted) w
       WHERE pg_catalog.pg_blocking_pids(w.pid)
             && ARRAY(SELECT a.pid FROM pg_catalog.pg_stat_activity a
                       WHERE a.datname = pg_catalog.current_database()
                         AND a.application_name = pg_catalog.current_setting('application_name'))
         AND w.pid NOT IN (SELECT a.pid FROM pg_catalog.pg_stat_activity a
                            WHERE a.application_name
                                  = pg_catalog.current_setting('application_name'))
      """;

  private final int most;

  LockWaiters(int most) {
    this.most = most;
  }

  @Override
  public String name() {
    return "sessions that wait for us";
  }

  @Override
  public Optional<String> look(Database database) throws SQLException {
    var waiting = database.read(() -> database.row(SQL, row -> row.getInt(1)));
    return waiting > most
        ? Optional.of(waiting + " sessions wait for rows of ours (at most " + most + ")")
        : Optional.empty();
  }
}
