package io.safeddl.backfill.throttle;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.Optional;

/** What a query of the user's says. It runs read-only. */
final class PauseWhen implements Signal {
  private final String query;

  PauseWhen(String query) {
    this.query = query;
  }

  @Override
  public String name() {
    return "pauseWhen";
  }

  @Override
  public Optional<String> look(Database database) throws SQLException {
    return database.tryOut(
        () -> {
          database.execute("SET TRANSACTION READ ONLY");
          try (var statement = database.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            // It is written as it is tried out in a session of this role.
            statement.execute("SET LOCAL search_path TO DEFAULT");
            try (var rows = statement.executeQuery(query)) {
              // No row, or null, is no answer: who asks cannot know that it is well.
              if (!rows.next()) {
                throw new SQLException("pauseWhen gave no row");
              }
              var pause = rows.getBoolean(1);
              if (rows.wasNull()) {
                throw new SQLException("pauseWhen gave null");
              }
              return pause ? Optional.of("pauseWhen is true") : Optional.<String>empty();
            }
          }
        });
  }
}
