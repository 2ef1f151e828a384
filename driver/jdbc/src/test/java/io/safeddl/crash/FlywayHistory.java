package io.safeddl.crash;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * A history that Flyway runs.
 *
 * @param location where the migrations lie, as Flyway names it
 * @param versions the last one of each part
 */
record FlywayHistory(String location, List<String> versions) implements History {
  FlywayHistory {
    versions = List.copyOf(versions);
  }

  @Override
  public void migrate(Database database, int parts) {
    var unused = flyway(database, versions.get(parts - 1)).migrate();
  }

  private Flyway flyway(Database database, String target) {
    return Flyway.configure(FlywayHistory.class.getClassLoader())
        .configuration(
            Map.of(
                "flyway.url",
                database.url(),
                "flyway.user",
                database.user(),
                "flyway.password",
                database.password(),
                "flyway.target",
                target,
                "flyway.locations",
                location))
        .load();
  }

  @Override
  public void noteNext(Database database) throws SQLException {
    var next = flyway(database, versions.get(versions.size() - 1)).info().pending()[0];
    try (var connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        var insert =
            connection.prepareStatement(
                "INSERT INTO flyway_schema_history SELECT 1 + max(installed_rank), ?, ?, 'SQL', ?,"
                    + " ?, current_user, now(), 0, true FROM flyway_schema_history")) {
      insert.setString(1, next.getVersion().getVersion());
      insert.setString(2, next.getDescription());
      insert.setString(3, next.getScript());
      insert.setObject(4, next.getChecksum());
      insert.executeUpdate();
    }
  }
}
