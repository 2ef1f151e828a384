package io.safeddl.run;

import static io.safeddl.run.Servers.run;
import static io.safeddl.run.Servers.show;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.jdbc.SafeDdlDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A role that may not make the journal, and a journal that may not be trusted. */
@Timeout(120)
class JournalRightsTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private static String role(int major) {
    return "p_role_" + SERVERS.on(major).name();
  }

  private static Connection open(int major) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", role(major));
    properties.setProperty("password", role(major));
    properties.setProperty("safeddl.assumeLarge", "*");
    return Objects.requireNonNull(
        new SafeDdlDriver().connect(SERVERS.on(major).safeDdlUrl(), properties));
  }

  private static void prepare(Connection c, int major) throws SQLException {
    var role = role(major);
    run(c, "CREATE ROLE " + role + " LOGIN PASSWORD '" + role + "'");
    run(c, "GRANT ALL ON SCHEMA public TO " + role);
    run(c, "CREATE TABLE p (a int); ALTER TABLE p OWNER TO " + role);
  }

  @AfterEach
  void dropRoles() throws SQLException {
    for (int major : new int[] {14, 18}) {
      try (var c = SERVERS.connect(major)) {
        run(c, "DROP SCHEMA IF EXISTS safeddl CASCADE");
        if (show(c, "SELECT 1 FROM pg_roles WHERE rolname = '" + role(major) + "'").equals("1")) {
          run(c, "DROP OWNED BY " + role(major) + "; DROP ROLE " + role(major));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void withoutTheRightToMakeItOnlyATransactionOfNothingIsLeft(int major) throws SQLException {
    try (var c = SERVERS.connect(major)) {
      prepare(c, major);
      try (var tool = open(major)) {
        tool.setAutoCommit(false);
        try (var statement = tool.createStatement()) {
          statement.execute("CREATE INDEX p_a ON p (a)");
          assertThat(statement.getWarnings().getMessage())
              .contains("without its journal")
              .contains("GRANT CREATE ON DATABASE");
        }
        tool.commit();
        run(tool, "ALTER TABLE p ADD COLUMN b int");
        assertThatThrownBy(() -> run(tool, "CREATE INDEX p_b ON p (b)"))
            .hasMessageContaining("a journal is needed")
            .hasMessageContaining("GRANT CREATE ON DATABASE");
        tool.rollback();
      }
      run(c, "GRANT CREATE ON DATABASE " + SERVERS.on(major).name() + " TO " + role(major));
      try (var tool = open(major)) {
        tool.setAutoCommit(false);
        run(tool, "ALTER TABLE p ADD COLUMN b int");
        run(tool, "CREATE INDEX p_b ON p (b)");
        tool.commit();
      }
      run(c, "REVOKE ALL ON DATABASE " + SERVERS.on(major).name() + " FROM " + role(major));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 18})
  void aSchemaOfAStrangerIsNotTrusted(int major) throws SQLException {
    var stranger = "p_stranger_" + SERVERS.on(major).name();
    try (var c = SERVERS.connect(major)) {
      prepare(c, major);
      run(c, "CREATE ROLE " + stranger + "; CREATE SCHEMA safeddl AUTHORIZATION " + stranger);
      run(c, "GRANT ALL ON SCHEMA safeddl TO " + role(major));
      try (var tool = open(major)) {
        tool.setAutoCommit(false);
        run(tool, "ALTER TABLE p ADD COLUMN b int");
        assertThatThrownBy(() -> run(tool, "CREATE INDEX p_b ON p (b)"))
            .hasMessageContaining("belongs to role " + stranger);
        tool.rollback();
        run(c, "GRANT " + stranger + " TO " + role(major));
        run(tool, "ALTER TABLE p ADD COLUMN b int");
        run(tool, "CREATE INDEX p_b ON p (b)");
        tool.commit();
      }
      run(c, "DROP SCHEMA safeddl CASCADE; DROP ROLE " + stranger);
    }
  }
}
