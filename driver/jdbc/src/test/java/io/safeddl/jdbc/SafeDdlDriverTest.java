package io.safeddl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver does with URLs and properties. */
final class SafeDdlDriverTest {
  private static TestDatabase database;

  private final SafeDdlDriver driver = new SafeDdlDriver();

  @BeforeAll
  static void createDatabase() {
    database = TestPostgres.server().createDatabase();
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  private static Properties credentials() {
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    return properties;
  }

  private Connection connect(String parameters, Properties properties) throws SQLException {
    return Objects.requireNonNull(
        driver.connect(database.safeDdlUrl() + parameters, properties, Map.of()));
  }

  @Test
  void acceptsItsOwnUrlsOnly() throws SQLException {
    assertThat(driver.acceptsURL(null)).isFalse();
    assertThat(driver.acceptsURL("jdbc:postgresql://localhost/db")).isFalse();
    assertThat(driver.acceptsURL("jdbc:safeddl:postgresql://localhost/db")).isTrue();
    assertThat(driver.connect(null, new Properties())).isNull();
    assertThat(driver.connect(database.jdbcUrl(), credentials())).isNull();
    assertThat(driver.connect("jdbc:other:jdbc:safeddl:postgresql:db", null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:safeddl:aws-wrapper:postgresql://h/db",
        "jdbc:safeddl:",
        "jdbc:safeddl:mysql://h/db"
      })
  void otherPrefixesAreRefusedAndNamed(String url) {
    assertThatThrownBy(() -> driver.connect(url, null))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("is not supported")
        .hasMessageContaining("behind jdbc:safeddl: comes postgresql:");
    assertThatThrownBy(() -> DriverManager.getConnection(url, new Properties()))
        .hasMessageContaining("is not supported");
  }

  @ParameterizedTest
  @CsvSource({
    "//h/db, //h/db",
    "//h:1/db?a=b, //h:1/db?a=b",
    "//h/db?safeddl.mode=off, //h/db",
    "//h/db?a=%41&safeddl.mode=off&b, //h/db?a=%41&b",
    "//h/db?safeddl.mode=off&a=jdbc:safeddl:postgresql:, //h/db?a=jdbc:safeddl:postgresql:",
    "//h/db?, //h/db?",
    "db, db"
  })
  void pgjdbcsPartOfTheUrlIsLeftAsItIs(String url, String plain) throws SQLException {
    SafeDdlUrl parsed = SafeDdlUrl.parse("jdbc:safeddl:postgresql:" + url);
    assertThat(parsed.plain()).isEqualTo("jdbc:postgresql:" + plain);
  }

  @Test
  void aReportThatCannotBeWrittenIsAnErrorAtConnect(@TempDir Path folder) throws Exception {
    for (Path file : List.of(folder, folder.resolve("no/such/folder/report.jsonl"))) {
      assertThatThrownBy(() -> connect("?safeddl.report=" + file, credentials()))
          .isInstanceOf(SQLException.class)
          .hasFieldOrPropertyWithValue("SQLState", "22023")
          .hasMessageContaining("safeddl.report=" + file);
    }
    Path file = folder.resolve("report.jsonl");
    Files.writeString(file, "before\n");
    connect("?safeddl.report=" + file, credentials()).close();
    assertThat(Files.readString(file)).isEqualTo("before\n");
    connect("?safeddl.mode=off&safeddl.report=" + folder, credentials()).close();
  }

  @Test
  void parametersAreDecoded() throws SQLException {
    SafeDdlUrl parsed =
        SafeDdlUrl.parse(
            "jdbc:safeddl:postgresql:db?safeddl.report=%2Ftmp%2Fr+1&safeddl%2Emode=off");
    assertThat(parsed.parameters())
        .containsExactly(Map.entry("safeddl.report", "/tmp/r 1"), Map.entry("safeddl.mode", "off"));
  }

  @Test
  void propertiesAreReadWithTheirDefaults() throws SQLException {
    var info = new Properties(credentials());
    info.setProperty("safeddl.mode", "off");
    info.setProperty("ApplicationName", "app");
    try (Connection connection = connect("", info)) {
      assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("app");
      assertThat(connection.getMetaData().getUserName()).isEqualTo(database.user());
    }
  }

  @Test
  void pgjdbcNeverSeesOurSettings() throws SQLException {
    var info = credentials();
    info.setProperty("safeddl.mode", "off");
    try (Connection connection = connect("?safeddl.lockWait=1s&ApplicationName=app", info)) {
      assertThat(connection.getMetaData().getURL())
          .isEqualTo(database.jdbcUrl() + "?ApplicationName=app");
    }
  }

  @Test
  void pgjdbcNeedNotBeRegistered() throws SQLException {
    Driver pgjdbc = DriverManager.getDriver("jdbc:postgresql://localhost/db");
    DriverManager.deregisterDriver(pgjdbc);
    try (Connection connection = connect("?safeddl.mode=off", credentials())) {
      assertThat(connection.isValid(5)).isTrue();
    } finally {
      DriverManager.registerDriver(pgjdbc);
    }
  }

  @Test
  void isRegisteredOnceAndCanBeTakenBack() throws SQLException {
    assertThat(registered()).isEqualTo(1);
    SafeDdlDriver.deregister();
    try {
      assertThat(registered()).isZero();
    } finally {
      SafeDdlDriver.register();
    }
    assertThat(registered()).isEqualTo(1);
  }

  private static long registered() {
    return Collections.list(DriverManager.getDrivers()).stream()
        .filter(SafeDdlDriver.class::isInstance)
        .count();
  }

  @Test
  void wrongSettingsFailTheConnect() {
    assertThatThrownBy(() -> connect("?safeddl.lockTimout=1s", credentials()))
        .hasMessageContaining("nearest is safeddl.lockTimeout");
    assertThatThrownBy(() -> connect("?safeddl.lockTimeout=soon", credentials()))
        .hasMessageContaining("safeddl.lockTimeout=soon");
  }

  @Test
  void ddlIsJudgedUnderForcedBinaryTransferAndUnderSimpleQueries() throws SQLException {
    for (String parameter : List.of("prepareThreshold=-1", "preferQueryMode=simple")) {
      try (Connection connection = connect("?" + parameter, credentials());
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE judged (id int)");
        statement.execute("ALTER TABLE judged ADD COLUMN name text");
        statement.execute("DROP TABLE judged");
      }
    }
  }

  @Test
  void noMessageHoldsThePassword() {
    var info = credentials();
    info.setProperty("password", "topsecret");
    info.setProperty("user", "nobody");
    assertThatThrownBy(() -> connect("?safeddl.mode=of&password=topsecret", info))
        .message()
        .doesNotContain("topsecret");
    assertThatThrownBy(() -> driver.connect("jdbc:safeddl:mysql://h/db?password=topsecret", info))
        .message()
        .doesNotContain("topsecret");
  }

  @Test
  void tellsPgjdbcsPropertiesAndItsOwn() throws SQLException {
    var info = credentials();
    info.setProperty("safeddl.lockWait", "9s");
    DriverPropertyInfo[] all =
        driver.getPropertyInfo(database.safeDdlUrl() + "?safeddl.mode=warn", info);
    assertThat(all).extracting(property -> property.name).contains("user", "sslmode");
    assertThat(value(all, "safeddl.mode").value).isEqualTo("warn");
    assertThat(value(all, "safeddl.mode").choices).containsExactly("enforce", "warn", "off");
    assertThat(value(all, "safeddl.lockWait").value).isEqualTo("9s");
    assertThat(value(all, "safeddl.smallTable").value).isEqualTo("8MB");
    assertThat(value(all, "safeddl.smallTable").description).isNotBlank();
    assertThat(driver.getPropertyInfo(null, null)).hasSizeGreaterThan(Key.values().length);
  }

  private static DriverPropertyInfo value(DriverPropertyInfo[] all, String name) {
    return Stream.of(all).filter(property -> property.name.equals(name)).findFirst().orElseThrow();
  }

  @Test
  void versionAndLoggerArePgjdbcs() throws SQLException {
    var pgjdbc = new org.postgresql.Driver();
    assertThat(driver.getMajorVersion()).isEqualTo(pgjdbc.getMajorVersion());
    assertThat(driver.getMinorVersion()).isEqualTo(pgjdbc.getMinorVersion());
    assertThat(driver.jdbcCompliant()).isEqualTo(pgjdbc.jdbcCompliant());
    assertThat(driver.getParentLogger()).isSameAs(pgjdbc.getParentLogger());
  }
}
