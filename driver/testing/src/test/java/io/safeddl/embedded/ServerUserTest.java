package io.safeddl.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.safeddl.testing.TestBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** As whom a server runs, and who may connect to it. */
class ServerUserTest {
  @ParameterizedTest
  @MethodSource("insteadOfRoot")
  void rootRunsAServerAsAnotherUser(ServerUser user) throws IOException, SQLException {
    assumeTrue(System.getProperty("user.name").equals("root") && ServerUser.works(user));
    var archive = TestBinaries.archive(14);
    var programs = ServerPrograms.of(archive, "14-" + Files.size(archive), user);
    try (var server = EmbeddedServer.start(programs, List.of("fsync=off"), "secret1");
        var connection = connect(server, "secret1")) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void onlyWhoKnowsThePasswordMayConnect() throws IOException, SQLException {
    var archive = TestBinaries.archive(18);
    var programs = ServerPrograms.of(archive, "18-" + Files.size(archive));
    try (var server = EmbeddedServer.start(programs, List.of("fsync=off"), "secret1")) {
      connect(server, "secret1").close();
      assertThatThrownBy(() -> connect(server, "secret2"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }
  }

  static List<ServerUser> insteadOfRoot() {
    return ServerUser.INSTEAD_OF_ROOT;
  }

  private static Connection connect(EmbeddedServer server, String password) throws SQLException {
    var properties = new Properties();
    PGProperty.USER.set(properties, EmbeddedServer.SUPERUSER);
    PGProperty.PASSWORD.set(properties, password);
    var url = "jdbc:postgresql://" + EmbeddedServer.HOST + ":" + server.port() + "/postgres";
    return new Driver().connect(url, properties);
  }
}
