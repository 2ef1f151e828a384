package io.safeddl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safeddl.plan.Policy;
import io.safeddl.rule.Severity;
import io.safeddl.run.RunOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which setting counts, and what is said about wrong ones. */
final class ConfigurationTest {
  private static RunOptions read(
      Map<String, String> url, Map<String, String> properties, Map<String, String> environment)
      throws SQLException {
    var given = new Properties();
    given.putAll(properties);
    return Configuration.read(url, given, environment, Set.of("table-rewrite"), () -> false);
  }

  private static RunOptions ofUrl(String key, String value) throws SQLException {
    return read(Map.of("safeddl." + key, value), Map.of(), Map.of());
  }

  @Test
  void withoutSettingsTheDefaultsCount() throws SQLException {
    RunOptions options = read(Map.of(), Map.of("user", "me", "password", "secret"), Map.of());
    assertThat(options.policy())
        .usingRecursiveComparison()
        .ignoringFields("dataRules")
        .isEqualTo(Policy.DEFAULT);
    assertThat(options)
        .usingRecursiveComparison()
        .ignoringFields("policy")
        .isEqualTo(RunOptions.DEFAULT);
  }

  @Test
  void theDocumentedDefaultsAreTheOnesInForce() throws SQLException {
    for (Key key : Key.values()) {
      if (!key.byDefault().isEmpty()) {
        RunOptions documented = read(Map.of(key.property(), key.byDefault()), Map.of(), Map.of());
        assertThat(documented).as(key.property()).isEqualTo(read(Map.of(), Map.of(), Map.of()));
      }
    }
  }

  @Test
  void theUrlComesBeforeThePropertiesBeforeTheEnvironment() throws SQLException {
    var url = Map.of("safeddl.lockWait", "1s");
    var properties = Map.of("safeddl.lockWait", "2s", "safeddl.maxLockHold", "2500ms");
    var environment =
        Map.of(
            "SAFEDDL_LOCK_WAIT", "3s", "SAFEDDL_MAXLOCKHOLD", "3s", "SAFEDDL_LOCK_TIMEOUT", "30ms");
    Policy policy = read(url, properties, environment).policy();
    assertThat(policy.lockWait()).isEqualTo(Duration.ofSeconds(1));
    assertThat(policy.maxLockHold()).isEqualTo(Duration.ofMillis(2500));
    assertThat(policy.lockTimeout()).isEqualTo(Duration.ofMillis(30));
  }

  @Test
  void offInTheEnvironmentBeatsAllEvenWhatIsWrong() throws SQLException {
    var url = Map.of("safeddl.mode", "enforce", "safeddl.nonsense", "1");
    assertThat(read(url, Map.of(), Map.of("SAFEDDL_MODE", "off")).policy().mode())
        .isEqualTo(Policy.Mode.OFF);
  }

  @Test
  void anotherModeInTheEnvironmentDoesNotBeatTheUrl() throws SQLException {
    var url = Map.of("safeddl.mode", "off");
    assertThat(read(url, Map.of(), Map.of("SAFEDDL_MODE", "warn")).policy().mode())
        .isEqualTo(Policy.Mode.OFF);
    assertThat(read(Map.of(), Map.of(), Map.of("SAFEDDL_MODE", "warn")).policy().mode())
        .isEqualTo(Policy.Mode.WARN);
  }

  @Test
  void allKeysAreRead() throws SQLException {
    assertThat(ofUrl("smallTable", "1GB").policy().smallTable()).isEqualTo(1L << 30);
    assertThat(ofUrl("assumeLarge", "a, public.b").policy().assumeLarge())
        .containsExactlyInAnyOrder("a", "public.b");
    assertThat(ofUrl("autovacuum", "queue").autovacuum()).isEqualTo(RunOptions.Autovacuum.QUEUE);
    assertThat(ofUrl("transactions", "refuse").transactions())
        .isEqualTo(RunOptions.Transactions.REFUSE);
    assertThat(ofUrl("maxTransactionHold", "5m").policy().maxTransactionHold())
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(ofUrl("maxRows", "7").policy().maxRows()).isEqualTo(7);
    assertThat(ofUrl("deadline", "25m").deadline()).isEqualTo(Duration.ofMinutes(25));
    assertThat(ofUrl("report", "r.jsonl").report()).isEqualTo(Path.of("r.jsonl"));
    assertThat(ofUrl("logQueries", "on").logQueries()).isTrue();
    assertThat(ofUrl("rules.table-rewrite", "warning").policy().severities())
        .containsExactly(Map.entry("table-rewrite", Severity.WARNING));
    assertThat(
            read(Map.of(), Map.of(), Map.of("SAFEDDL_RULES_TABLE_REWRITE", "off"))
                .policy()
                .severities())
        .containsExactly(Map.entry("table-rewrite", Severity.OFF));
  }

  @Test
  void dataRulesDependOnWhoOpensTheConnection() throws SQLException {
    for (boolean tool : new boolean[] {true, false}) {
      assertThat(dataRules(Map.of(), tool)).isEqualTo(tool);
      assertThat(dataRules(Map.of("safeddl.dataRules", "auto"), tool)).isEqualTo(tool);
      assertThat(dataRules(Map.of("safeddl.dataRules", "all"), tool)).isTrue();
      assertThat(dataRules(Map.of("safeddl.dataRules", "off"), tool)).isFalse();
    }
  }

  private static boolean dataRules(Map<String, String> url, boolean tool) throws SQLException {
    return Configuration.read(url, new Properties(), Map.of(), Set.of(), () -> tool)
        .policy()
        .dataRules();
  }

  @ParameterizedTest
  @CsvSource({
    "safeddl.lockTimout, safeddl.lockTimeout",
    "safeddl.LOCKWAIT, safeddl.lockWait",
    "SafeDDL.mode, safeddl.mode",
    "safeddl.rules.table-rewrit, safeddl.rules.table-rewrite",
    "safeddl., safeddl.mode"
  })
  void anUnknownKeyIsAnErrorThatNamesTheNearest(String key, String nearest) {
    assertThatThrownBy(() -> read(Map.of(key, "1s"), Map.of(), Map.of()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("no property " + key + " (from the URL)")
        .hasMessageContaining("nearest is " + nearest)
        .hasFieldOrPropertyWithValue("SQLState", "22023");
    assertThatThrownBy(() -> read(Map.of(), Map.of(key, "1s"), Map.of()))
        .hasMessageContaining("from the properties");
  }

  @ParameterizedTest
  @CsvSource({
    "lockTimeout, 5, such as 250ms",
    "lockTimeout, 0s, above 0",
    "lockTimeout, -1s, such as 250ms",
    "lockTimeout, 1d, such as 250ms",
    "lockTimeout, 9999999h, up to 24 days",
    "lockTimeout, 99999999999999999h, up to 24 days",
    "lockTimeout, 1.5s, such as 250ms",
    "lockTimeout, '', such as 250ms",
    "smallTable, 8 apples, such as 512KB",
    "smallTable, 99999999999999TB, such as 512KB",
    "maxRows, many, whole number",
    "maxRows, -1, whole number",
    "mode, on, 'one of enforce, warn, off'",
    "dataRules, on, 'one of auto, all, off'",
    "logQueries, perhaps, on or off",
    "report, '', path of a file",
    "rules.table-rewrite, loud, 'one of error, warning, off'"
  })
  void aWrongValueIsAnErrorThatSaysWhatIsExpected(String key, String value, String expected) {
    assertThatThrownBy(() -> ofUrl(key, value))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("safeddl." + key + "=" + value + " (from the URL)")
        .hasMessageContaining(expected)
        .hasFieldOrPropertyWithValue("SQLState", "22023");
  }

  @Test
  void aWrongValueInTheEnvironmentNamesTheVariable() {
    assertThatThrownBy(() -> read(Map.of(), Map.of(), Map.of("SAFEDDL_LOCK_TIMEOUT", "soon")))
        .hasMessageContaining("SAFEDDL_LOCK_TIMEOUT");
  }

  @Test
  void namesOfOthersInTheEnvironmentAreLeftAlone() throws SQLException {
    var environment = Map.of("SAFEDDL_TEST_URL", "x", "SAFEDDL_SOMETHING", "y", "SAFEDDL_MODE", "");
    assertThat(read(Map.of(), Map.of(), environment)).isEqualTo(read(Map.of(), Map.of(), Map.of()));
  }
}
