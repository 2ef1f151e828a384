package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.testing.TestDatabase;
import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code hibernate.hbm2ddl.auto=update} of Hibernate ORM 7.1. */
@Timeout(value = 600, threadMode = ThreadMode.SEPARATE_THREAD)
class HibernateTest {
  @TempDir private Path resources;

  @BeforeEach
  void writeTheUnits() throws IOException {
    Files.createDirectories(resources.resolve("META-INF"));
    Files.writeString(
        resources.resolve("META-INF/persistence.xml"),
        """
        <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
          <persistence-unit name="files" transaction-type="RESOURCE_LOCAL">
            <class>io.safeddl.tool.HibernateRunner$File</class>
            <class>io.safeddl.tool.HibernateRunner$Kind</class>
            <exclude-unlisted-classes>true</exclude-unlisted-classes>
          </persistence-unit>
          <persistence-unit name="wide" transaction-type="RESOURCE_LOCAL">
            <class>io.safeddl.tool.HibernateRunner$Wide</class>
            <exclude-unlisted-classes>true</exclude-unlisted-classes>
          </persistence-unit>
        </persistence>
        """);
  }

  @Test
  void updateLeavesTheSchemaThatItLeavesWithoutTheDriver() throws SQLException {
    try (var hibernate = hibernate();
        var plain = TestPostgres.server().createDatabase();
        var safe = TestPostgres.server().createDatabase()) {
      Matrix.execute(plain, Matrix.TABLES);
      Matrix.execute(safe, Matrix.TABLES);
      start(hibernate, plain, plain.jdbcUrl(), "files", false);
      start(hibernate, safe, safe.safeDdlUrl() + "?safeddl.assumeLarge=file", "files", false);
      start(hibernate, safe, safe.safeDdlUrl() + Matrix.LARGE, "files", true);

      Matrix.assertSame(plain, safe);
      Matrix.assertNothingLeft(safe);
      assertThat(
              Matrix.query(safe, "SELECT 1 FROM pg_class WHERE relname IN ('file_name', 'kind')"))
          .hasSize(2);
    }
  }

  /** It logs what fails and goes on; the application starts and meets the old schema. */
  @Test
  void whatIsRefusedStopsHibernateOnlyWhenItIsToldTo() throws SQLException {
    try (var hibernate = hibernate();
        var safe = TestPostgres.server().createDatabase()) {
      Matrix.execute(safe, Matrix.TABLES);
      var url = safe.safeDdlUrl() + Matrix.LARGE;
      start(hibernate, safe, url, "wide", false);
      assertThat(
              Matrix.query(
                  safe,
                  "SELECT attname || ' ' || atttypid::regtype FROM pg_attribute"
                      + " WHERE attrelid = 'file'::regclass AND attnum > 2 ORDER BY attnum"))
          .containsExactly("size integer", "note character varying");

      assertThatThrownBy(() -> start(hibernate, safe, url, "wide", true))
          .hasStackTraceContaining("[table-rewrite]");
    }
  }

  private IsolatedTool hibernate() {
    return IsolatedTool.of(HibernateRunner.class, "hibernate", resources);
  }

  private static void start(
      IsolatedTool hibernate, TestDatabase database, String url, String unit, boolean halt) {
    hibernate.run(
        Map.of(
            "unit",
            unit,
            "jakarta.persistence.jdbc.url",
            url,
            "jakarta.persistence.jdbc.user",
            database.user(),
            "jakarta.persistence.jdbc.password",
            database.password(),
            "hibernate.hbm2ddl.auto",
            "update",
            "hibernate.hbm2ddl.halt_on_error",
            String.valueOf(halt)));
  }
}
