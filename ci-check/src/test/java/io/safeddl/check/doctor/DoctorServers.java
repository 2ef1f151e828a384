package io.safeddl.check.doctor;

import io.safeddl.check.server.Server;
import io.safeddl.check.server.ServerOptions;
import io.safeddl.testing.TestDatabase;
import java.sql.SQLException;
import java.util.Map;

/** Connections as the commands make them. */
final class DoctorServers {
  private DoctorServers() {}

  static Server of(TestDatabase database) throws SQLException {
    var environment =
        Map.of(
            "SAFEDDL_URL", database.jdbcUrl(),
            "PGUSER", database.user(),
            "PGPASSWORD", database.password());
    return Server.connect(new ServerOptions(), environment);
  }
}
