package io.safeddl.run;

import static io.safeddl.run.Servers.run;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A setting earlier in a text changes what a name without a schema means: {@code w} is large in
 * schema s2 and small in public, which the path of the session begins with.
 */
class MeaningOfNamesTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  @BeforeAll
  static void makeTables() throws SQLException {
    try (var c = SERVERS.connect(18)) {
      run(
          c,
          "CREATE ROLE s2 SUPERUSER; CREATE ROLE s3 SUPERUSER; CREATE SCHEMA s2; CREATE TABLE w (a"
              + " int, b text); CREATE TABLE s2.w (a int, b text); CREATE TABLE small (a int)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET search_path = s2; ALTER TABLE w ALTER a TYPE bigint",
        "SET search_path TO 's2', public; ALTER TABLE w ALTER a TYPE bigint",
        "SET LOCAL search_path = nowhere, s2; ALTER TABLE w ALTER a TYPE bigint",
        "SET ROLE s2; ALTER TABLE w ALTER a TYPE bigint",
        "SET SESSION AUTHORIZATION s2; ALTER TABLE w ALTER a TYPE bigint",
        "SET ROLE NONE; ALTER TABLE w ALTER a TYPE bigint",
        "RESET search_path; ALTER TABLE w ALTER a TYPE bigint",
        "SET search_path TO DEFAULT; ALTER TABLE w ALTER a TYPE bigint",
        "RESET ALL; ALTER TABLE w ALTER a TYPE bigint",
        "SELECT set_config('search_path', 's2', true); ALTER TABLE w ALTER a TYPE bigint",
        "SELECT set_config('search_path', 's' || 2, true); ALTER TABLE w ALTER a TYPE bigint",
        "SELECT set_config(x, y, true) FROM (VALUES ('search_path', 's2')) v (x, y);"
            + " ALTER TABLE w ALTER a TYPE bigint",
        "UPDATE pg_settings SET setting = 's2' WHERE name = 'search_path';"
            + " ALTER TABLE w ALTER a TYPE bigint",
        "DO $$ BEGIN SET search_path = s2; END $$; ALTER TABLE w ALTER a TYPE bigint",
        "DO $$ BEGIN PERFORM set_config('search_path', 's2', false); END $$;"
            + " ALTER TABLE w ALTER a TYPE bigint",
        "DO $$ DECLARE x text := 's2'; BEGIN x := set_config('search_path', x, true);"
            + " ALTER TABLE w ALTER a TYPE bigint; END $$",
        "DO $$ DECLARE x text := 's2'; BEGIN PERFORM set_config('search_path', x, true);"
            + " ALTER TABLE w ALTER a TYPE bigint; END $$",
        "DO $$ BEGIN IF true THEN SET LOCAL search_path = s2; END IF;"
            + " ALTER TABLE w ALTER a TYPE bigint; END $$",
        "SET search_path = s2; RESET search_path; ALTER TABLE w ALTER a TYPE bigint"
      })
  void aTableThatItMayNowMeanIsRefused(String sql) throws SQLException {
    try (var tool = tool()) {
      assertThatThrownBy(() -> run(tool, sql))
          .isInstanceOf(UnsafeDdlException.class)
          .hasMessageMatching("(?s).*(table-rewrite|unknown-effect).*");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET search_path = public; ALTER TABLE w ALTER a TYPE bigint",
        "SET search_path = nowhere, public; ALTER TABLE w ALTER a TYPE bigint",
        "SET LOCAL work_mem = '8MB'; ALTER TABLE w ALTER a TYPE bigint",
        "SET ROLE s3; ALTER TABLE w ALTER a TYPE bigint",
        "SET ROLE s2; ALTER TABLE small ALTER a TYPE bigint",
        "SELECT set_config('search_path', 'public', true); ALTER TABLE w ALTER a TYPE bigint",
        "SET search_path = s2; ALTER TABLE public.w ALTER a TYPE bigint",
        "CREATE SCHEMA s5; SET search_path = s5; CREATE TABLE w (a int);"
            + " ALTER TABLE w ALTER a TYPE bigint",
        "DO $$ BEGIN PERFORM set_config('search_path', 'public', true);"
            + " ALTER TABLE w ALTER a TYPE bigint; END $$"
      })
  void aTableThatItDoesNotMeanIsNot(String sql) throws SQLException {
    try (var tool = tool()) {
      tool.setAutoCommit(false);
      assertThatCode(() -> run(tool, sql)).doesNotThrowAnyException();
      tool.rollback();
    }
  }

  private static Connection tool() throws SQLException {
    var database = SERVERS.on(18);
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("safeddl.assumeLarge", "s2.w");
    return Objects.requireNonNull(new SafeDdlDriver().connect(database.safeDdlUrl(), properties));
  }
}
