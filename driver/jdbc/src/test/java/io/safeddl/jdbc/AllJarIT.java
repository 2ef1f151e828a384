package io.safeddl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code -all} jar, with nothing beside it but pgjdbc and the SLF4J API. */
final class AllJarIT {
  private static TestDatabase database;

  @BeforeAll
  static void createDatabase() {
    database = TestPostgres.server().createDatabase();
  }

  @AfterAll
  static void dropDatabase() {
    database.close();
  }

  private static Path jar(String property) {
    return Path.of(System.getProperty(property));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pgjdbc.jar", "pgjdbc.oldest.jar"})
  void worksInAClassLoaderOfItsOwn(String pgjdbc) throws Exception {
    URL[] urls = {
      jar("all.jar").toUri().toURL(), jar(pgjdbc).toUri().toURL(), jar("slf4j.jar").toUri().toURL()
    };
    try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
      Driver driver =
          ServiceLoader.load(Driver.class, loader).stream()
              .filter(service -> service.type().getName().equals(SafeDdlDriver.class.getName()))
              .findFirst()
              .orElseThrow()
              .get();
      assertThat(driver.getClass().getClassLoader()).isSameAs(loader);
      var properties = new Properties();
      properties.setProperty("user", database.user());
      properties.setProperty("password", database.password());
      for (String mode : List.of("off", "enforce")) {
        use(driver, mode, properties);
      }
    }
  }

  private static void use(Driver driver, String mode, Properties properties) throws Exception {
    String url = database.safeDdlUrl() + "?safeddl.assumeLarge=*&safeddl.mode=" + mode;
    try (Connection connection = driver.connect(url, properties);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (id int CHECK (id > 0))");
      statement.execute("CREATE INDEX i ON t (id) WHERE id + 1 > 2");
      statement.addBatch("INSERT INTO t VALUES (1)");
      statement.addBatch("INSERT INTO t VALUES (2)");
      assertThat(statement.executeBatch()).containsExactly(1, 1);
      try (ResultSet rows = connection.getMetaData().getIndexInfo(null, null, "t", false, false)) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getString("INDEX_NAME")).isEqualTo("i");
      }
      statement.execute("DROP TABLE t");
    }
  }

  @Test
  void holdsOursAndTheRelocatedLibrariesOnly() throws IOException {
    try (var file = new JarFile(jar("all.jar").toFile())) {
      List<String> names =
          file.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
      assertThat(names)
          .filteredOn(name -> name.endsWith(".class"))
          .allMatch(name -> name.startsWith("io/safeddl/"))
          .anyMatch(name -> name.startsWith("io/safeddl/shaded/jsqlparser/"))
          .anyMatch(name -> name.startsWith("io/safeddl/shaded/pcollections/"))
          .anyMatch(name -> name.startsWith("io/safeddl/shaded/caffeine/"));
      assertThat(names)
          .contains("META-INF/LICENSE", "META-INF/services/java.sql.Driver")
          .noneMatch(name -> name.endsWith("module-info.class"))
          .noneMatch(name -> name.startsWith("org/postgresql/"));
      assertThat(
              new String(
                  file.getInputStream(file.getEntry("META-INF/services/java.sql.Driver"))
                      .readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8))
          .isEqualToIgnoringNewLines(SafeDdlDriver.class.getName());
    }
  }
}
