package io.safeddl.check.fix;

import io.safeddl.testing.TestDatabase;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Flyway itself, as it has to be set for concurrent builds. */
final class FlywayRun {
  private FlywayRun() {}

  /** Runs the migrations of a folder. */
  static void migrate(Path folder, TestDatabase database) {
    Flyway.configure()
        .configuration(
            Map.of(
                "flyway.locations",
                "filesystem:" + folder,
                "flyway.postgresql.transactional.lock",
                "false"))
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .load()
        .migrate();
  }
}
