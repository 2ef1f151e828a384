package io.safeddl.backfill.throttle;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.Optional;

/** How many sessions of others are at work. */
final class ActiveSessions implements Signal {
  private static final String SQL =
      """
      SELECT pg_catalog.count(*) FILTER (WHERE a.state = 'active'),
             pg_catalog.count(*) FILTER (WHERE a.state IS NULL)
        FROM pg_catalog.pg_stat_activity a
       WHERE a.datname = pg_catalog.current_database()
         AND a.pid <> pg_catalog.pg_backend_pid()
         AND COALESCE(a.backend_type, 'client backend') = 'client backend'
         AND COALESCE(a.application_name, '')
             <> pg_catalog.current_setting('application_name')
      """;

  private final int most;

  ActiveSessions(int most) {
    this.most = most;
  }

  @Override
  public String name() {
    return "active sessions";
  }

  @Override
  public Optional<String> look(Database database) throws SQLException {
    return database.read(
        () ->
            database.row(
                SQL,
                row -> {
                  if (row.getInt(2) > 0) {
                    throw new UnreadableException("what the sessions of others do");
                  }
                  var active = row.getInt(1);
                  return active > most
                      ? Optional.of(active + " sessions are active (at most " + most + ")")
                      : Optional.empty();
                }));
  }
}
