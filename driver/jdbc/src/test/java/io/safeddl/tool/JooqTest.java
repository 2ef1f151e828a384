package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The code generation of jOOQ 3.19 with the one setting that it needs: the driver's class. */
@EnabledIfSystemProperty(named = "tools.all", matches = "true")
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class JooqTest {
  @TempDir private Path directory;

  @Test
  void theCodeIsTheSame() throws IOException, SQLException {
    try (var database = TestPostgres.server().createDatabase()) {
      Matrix.execute(database, Matrix.TABLES);
      var plain = generate(database, "org.postgresql.Driver", database.jdbcUrl(), "plain");
      var safe = generate(database, SafeDdlDriver.class.getName(), database.safeDdlUrl(), "safe");

      assertThat(plain).containsKey("code/tables/File.java");
      assertThat(safe).isEqualTo(plain);
    }
  }

  private Map<String, String> generate(
      TestDatabase database, String driver, String url, String name) throws IOException {
    var target = directory.resolve(name);
    try (var jooq = IsolatedTool.of(JooqRunner.class, "jooq")) {
      jooq.run(
          Map.of(
              "configuration",
              """
              <configuration xmlns="http://www.jooq.org/xsd/jooq-codegen-3.19.0.xsd">
                <logging>ERROR</logging>
                <jdbc>
                  <driver>%s</driver><url>%s</url><user>%s</user><password>%s</password>
                </jdbc>
                <generator>
                  <database>
                    <name>org.jooq.meta.postgres.PostgresDatabase</name>
                    <inputSchema>public</inputSchema>
                  </database>
                  <target><packageName>code</packageName><directory>%s</directory></target>
                </generator>
              </configuration>
              """
                  .formatted(driver, url, database.user(), database.password(), target)));
    }
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(target)) {
      for (var path : paths.filter(Files::isRegularFile).toList()) {
        files.put(target.relativize(path).toString(), Files.readString(path));
      }
    }
    return files;
  }
}
