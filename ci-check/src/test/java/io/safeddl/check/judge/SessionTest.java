package io.safeddl.check.judge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.safeddl.check.Cli;
import io.safeddl.check.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one migration leaves in the session for the next. */
class SessionTest {
  private static final String ORDERS =
      "CREATE TABLE orders (id int, c int); CREATE TABLE p (a int) PARTITION BY LIST (a);"
          + " CREATE TABLE rest PARTITION OF p DEFAULT;";
  private static final String INDEX =
      "SET lock_timeout = '2s'; CREATE TABLE IF NOT EXISTS orders (id int, c int);"
          + " CREATE INDEX ON orders (c);";

  @TempDir private Path tree;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET search_path = app; CREATE TABLE k (a int);",
        "SELECT set_config('search_path', 'app', false);",
        "SELECT set_config('search_path', current_setting('search_path') || ',app', false);",
        "UPDATE pg_settings SET setting = '2s' WHERE name = 'lock_timeout';",
        "SET ROLE app;",
        "DO $$ BEGIN PERFORM set_config('search_path', 'app', false); END $$;"
      })
  void theSearchPathOfOneFileEndsWithIt(String second) throws IOException {
    write("1.sql", "CREATE SCHEMA app; " + ORDERS);
    write("2.sql", second);
    write("3.sql", INDEX + " CREATE TABLE nine PARTITION OF p FOR VALUES IN (9);");
    assertThat(rules("3.sql")).contains("blocking-index-build", "attach-partition");
  }

  @Test
  void flywaySetsItBack() throws IOException {
    write("V1__a.sql", "CREATE SCHEMA app; " + ORDERS);
    write("V2__b.sql", "SET search_path = app;");
    write("V3__c.sql", INDEX);
    assertThat(rules("V3__c.sql")).contains("blocking-index-build");
  }

  @Test
  void liquibaseKeepsIt() throws IOException {
    var changes = "--liquibase formatted sql\n--changeset a:1\nCREATE SCHEMA app;\n" + ORDERS;
    var more = "\n--changeset a:2\nSET search_path = app;\n--changeset a:3\n" + INDEX;
    write("c.sql", changes + more);
    assertThat(rules("c.sql")).doesNotContain("blocking-index-build");
  }

  @Test
  void whatIsLocalIsGoneWithItsTransaction() throws IOException {
    write("1.sql", "CREATE SCHEMA app; " + ORDERS);
    write("2.sql", "SET LOCAL search_path = app; " + INDEX);
    assertThat(rules("2.sql")).contains("blocking-index-build");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(tree.resolve(name), text);
  }

  /** The rules that speak in one file. */
  private List<String> rules(String file) {
    var result = Cli.run(Map.of(), "", "--format", "json", tree.toString());
    assertThat(result.exitCode()).as(result.err()).isNotEqualTo(ExitCode.USAGE);
    var rules = new ArrayList<String>();
    for (var finding :
        JsonParser.parseString(result.out()).getAsJsonObject().getAsJsonArray("findings")) {
      var it = finding.getAsJsonObject();
      if (it.get("file").getAsString().endsWith(file)) {
        rules.add(it.get("rule").getAsString());
      }
    }
    return rules;
  }
}
