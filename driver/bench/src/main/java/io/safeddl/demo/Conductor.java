package io.safeddl.demo;

import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** A real migration history: Netflix Conductor's, as it lies on Maven Central. */
final class Conductor {
  static final String ARTIFACT = "conductor-postgres-persistence 3.15.0";

  private static final String LOCATION = "classpath:db/migration_postgres";
  private static final String SCHEMA = "conductor";

  private Conductor() {}

  /** Runs them by Flyway in its default settings, into a schema of their own. */
  static Answer migrate(DemoDatabase database, String url) {
    var server = database.server();
    var flyway =
        Flyway.configure()
            .dataSource(url, server.user(), server.password())
            .locations(LOCATION)
            .defaultSchema(SCHEMA)
            .load();
    try {
      var result = flyway.migrate();
      return Answer.done(List.of(result.migrationsExecuted + " migrations executed"));
    } catch (FlywayException e) {
      return Answer.failed(e);
    }
  }
}
