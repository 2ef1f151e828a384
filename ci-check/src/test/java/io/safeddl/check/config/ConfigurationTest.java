package io.safeddl.check.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.check.migration.LayoutName;
import io.safeddl.check.output.FailOn;
import io.safeddl.rule.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand in {@code safeddl.yaml}, and what is said of the rest. */
class ConfigurationTest {
  @TempDir Path folder;

  private Configuration read(String yaml) throws IOException {
    return Finder.read(Files.writeString(folder.resolve("safeddl.yaml"), yaml));
  }

  @Test
  void everyKeyIsRead() throws IOException {
    var configuration =
        read(
            """
            paths: [db/migration, other.sql]
            layout: flyway
            inTransaction: never
            exclude: "**/seed/*.sql"
            placeholders: {schema: shop, empty: ""}
            pgVersion: 15
            assumeSmall: [country]
            assumeLarge:
              - orders
            smallTable: 16MB
            maxRows: 5
            lockTimeout: 2s
            rules:
              drop-table: off
              rename: error
            failOn: warning
            baseline: known.txt
            """);
    var root = Path.of("").toAbsolutePath();
    assertThat(configuration.paths())
        .containsExactly(
            folder.resolve("db/migration").toString(), folder.resolve("other.sql").toString());
    assertThat(configuration.layout()).isEqualTo(LayoutName.flyway);
    assertThat(configuration.word(Key.IN_TRANSACTION)).isEqualTo("never");
    assertThat(configuration.list(Key.EXCLUDE)).containsExactly("**/seed/*.sql");
    assertThat(configuration.map(Key.PLACEHOLDERS))
        .containsEntry("schema", "shop")
        .containsEntry("empty", "");
    assertThat(configuration.pgVersion()).isEqualTo(15);
    assertThat(configuration.failOn()).isEqualTo(FailOn.warning);
    assertThat(root.resolve(String.valueOf(configuration.baseline())))
        .isEqualTo(folder.resolve("known.txt"));
    var policy = configuration.policy(Set.of());
    assertThat(policy.assumeSmall()).containsExactly("country");
    assertThat(policy.assumeLarge()).containsExactly("orders");
    assertThat(policy.smallTable()).isEqualTo(16L << 20);
    assertThat(policy.maxRows()).isEqualTo(5);
    assertThat(policy.lockTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(policy.severities())
        .containsEntry("drop-table", Severity.OFF)
        .containsEntry("rename", Severity.ERROR);
    assertThat(configuration.policy(Set.of("b")).assumeSmall())
        .as("the command line beats the file")
        .containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lockTimeot: 2s | 1:1: there is no key lockTimeot; the nearest is lockTimeout",
        "pgVersion: 9 | 1:12: pgVersion: 9 is not valid: expected is one of 14, 15, 16, 17, 18",
        "lockTimeout: 2 | 1:14: lockTimeout: 2 is not valid: expected is a duration",
        "smallTable: big | 1:13: smallTable: big is not valid: expected is a size",
        "failOn: [error] | 1:9: failOn wants a single value here",
        "rules: {drop-tabel: off} | 1:9: there is no rule drop-tabel; the nearest is drop-table",
        "rules: {drop-table: of} | 1:21: rules: of is not valid: expected is one of error, warning,"
            + " off",
        "rules: off | 1:8: expected are rules with values",
        "[a, b] | 1:1: expected are keys and values",
        "pgVersion: 14\\npgVersion: 15 | 2:1: pgVersion is there twice",
        "a: b: c | 1:5: mapping values are not allowed here (this is no YAML)",
        "layout: | 1:8: layout:  is not valid: expected is a value",
      })
  void mistakesAreErrorsThatNameTheirPlace(String yaml, String message) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("safeddl.yaml:" + message);
  }

  @Test
  void anEmptyFileIsAsNone() throws IOException {
    var policy = read("# nothing\n").policy(Set.of());
    assertThat(policy).isEqualTo(Configuration.NONE.policy(Set.of()));
  }

  @Test
  void theNearestFileUpwardsIsFound() throws IOException {
    var inner = Files.createDirectories(folder.resolve("a/b/c"));
    assertThat(Finder.above(inner)).isNull();
    var outer = Files.writeString(folder.resolve("safeddl.yaml"), "");
    assertThat(Finder.above(inner)).isEqualTo(outer);
    var nearer = Files.writeString(folder.resolve("a/b/safeddl.yaml"), "");
    assertThat(Finder.above(inner)).isEqualTo(nearer);
  }

  @Test
  void aFileThatIsNamedMustBeThere() {
    assertThatThrownBy(() -> Finder.read(folder.resolve("none.yaml")))
        .hasMessageContaining("there is no file")
        .hasMessageContaining("none.yaml");
  }

  @Test
  void whatInitWritesIsReadAndSoIsEachOfItsExamples() throws IOException {
    assertThat(read(Template.text()).paths()).isEmpty();
    var lines = Template.text().lines();
    var examples =
        lines
            .map(line -> line.replaceFirst("^# ", ""))
            .filter(line -> line.matches("[a-zA-Z]+: .*"))
            .toList();
    assertThat(examples).hasSize(Key.values().length);
    var configuration = read(String.join("\n", examples));
    for (var key : Key.values()) {
      assertThat(configuration.list(key).isEmpty() && configuration.map(key).isEmpty())
          .as(key.word())
          .isFalse();
    }
  }

  @Test
  void whatIsNotUtf8IsSaidToBe() throws IOException {
    var file = folder.resolve("safeddl.yaml");
    Files.write(file, "# gr\u00fcn\npgVersion: 15\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Finder.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("safeddl.yaml is not UTF-8 (line 1)");
    Files.write(file, "\uFEFFpgVersion: 15\n".getBytes(StandardCharsets.UTF_8));
    assertThat(Finder.read(file).pgVersion()).isEqualTo(15);
  }
}
