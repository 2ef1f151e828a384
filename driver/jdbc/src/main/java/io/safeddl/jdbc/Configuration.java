package io.safeddl.jdbc;

import io.safeddl.plan.Policy;
import io.safeddl.rule.Nearest;
import io.safeddl.rule.Severity;
import io.safeddl.run.RunOptions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of one connection: the URL before the {@code Properties} before the environment.
 * Only {@code SAFEDDL_MODE=off} in the environment beats all: the emergency switch.
 */
final class Configuration {
  /** SQLSTATE {@code invalid_parameter_value}. */
  static final String INVALID_VALUE = "22023";

  private static final Logger LOG = LoggerFactory.getLogger("io.safeddl");
  private static final String RULES = "safeddl.rules.";
  private static final String ENVIRONMENT = "SAFEDDL_";

  /** Names of the environment that other programs of the project read. */
  private static final Set<String> OF_OTHERS = Set.of("SAFEDDL_URL", "SAFEDDL_TEST_URL");

  private final Map<Key, Object> values = new EnumMap<>(Key.class);
  private final Map<String, Severity> severities = new HashMap<>();
  private final Set<String> knownRules;

  private Configuration(Set<String> knownRules) {
    this.knownRules = knownRules;
  }

  /**
   * Reads the settings.
   *
   * @param url our parameters of the URL
   * @param properties all properties given at connect; others than ours are ignored
   * @param environment the environment
   * @param knownRules the ids of the rules
   * @param migrationTool whether a migration tool opens this connection
   * @throws SQLException naming the key that is not known or whose value is not right
   */
  static RunOptions read(
      Map<String, String> url,
      Properties properties,
      Map<String, String> environment,
      Set<String> knownRules,
      BooleanSupplier migrationTool)
      throws SQLException {
    if ("off".equalsIgnoreCase(environment.getOrDefault("SAFEDDL_MODE", "").trim())) {
      LOG.warn("SAFEDDL_MODE=off in the environment: SafeDDL is switched off for this connection");
      return off();
    }
    Configuration configuration = new Configuration(knownRules);
    configuration.takeEnvironment(environment);
    for (String key : properties.stringPropertyNames()) {
      if (SafeDdlUrl.isOurKey(key)) {
        configuration.take(key, properties.getProperty(key, ""), "the properties");
      }
    }
    for (Map.Entry<String, String> parameter : url.entrySet()) {
      configuration.take(parameter.getKey(), parameter.getValue(), "the URL");
    }
    return configuration.options(migrationTool);
  }

  private static RunOptions off() {
    Policy d = Policy.DEFAULT;
    return with(
        new Policy(
            Policy.Mode.OFF,
            d.smallTable(),
            d.assumeLarge(),
            d.assumeSmall(),
            d.severities(),
            false,
            d.maxRows(),
            d.lockTimeout(),
            d.lockWait(),
            d.maxLockHold(),
            d.maxTransactionHold(),
            d.precheck()));
  }

  private static RunOptions with(Policy policy) {
    RunOptions d = RunOptions.DEFAULT;
    return new RunOptions(
        policy, d.autovacuum(), d.transactions(), d.deadline(), d.report(), d.logQueries());
  }

  // ---- taking settings in

  private void takeEnvironment(Map<String, String> environment) throws SQLException {
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.startsWith(ENVIRONMENT) && !OF_OTHERS.contains(name)) {
        String key = keyOfEnvironment(name);
        if (key == null) {
          // Not an error: the name may belong to a program that we do not know.
          LOG.warn("{} in the environment is not a setting of SafeDDL; it is ignored", name);
        } else if (!variable.getValue().isBlank()) {
          take(key, variable.getValue(), "the environment, " + name);
        }
      }
    }
  }

  /**
   * {@code SAFEDDL_LOCK_TIMEOUT} and {@code SAFEDDL_LOCKTIMEOUT} are {@code safeddl.lockTimeout}.
   */
  private @Nullable String keyOfEnvironment(String name) {
    String rest = name.substring(ENVIRONMENT.length());
    if (rest.startsWith("RULES_")) {
      return RULES + rest.substring("RULES_".length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }
    String bare = rest.replace("_", "");
    return Stream.of(Key.values())
        .filter(key -> key.environmentName().equals(bare))
        .map(Key::property)
        .findFirst()
        .orElse(null);
  }

  private void take(String name, String text, String source) throws SQLException {
    try {
      if (name.startsWith(RULES)) {
        String id = name.substring(RULES.length());
        if (!knownRules.contains(id)) {
          throw unknown(name, source);
        }
        severities.put(id, Values.choice(Severity.class, text));
        return;
      }
      for (Key key : Key.values()) {
        if (key.property().equals(name)) {
          values.put(key, key.read(text));
          return;
        }
      }
    } catch (IllegalArgumentException e) {
      throw new SQLException(
          String.format(
              "SafeDDL: %s=%s (from %s) is not valid: expected is %s",
              name, text, source, e.getMessage()),
          INVALID_VALUE,
          e);
    }
    throw unknown(name, source);
  }

  private SQLException unknown(String name, String source) {
    List<String> known =
        Stream.concat(
                Stream.of(Key.values()).map(Key::property), knownRules.stream().map(RULES::concat))
            .toList();
    return new SQLException(
        String.format(
            "SafeDDL: there is no property %s (from %s); the nearest is %s",
            name, source, Nearest.of(name, known)),
        INVALID_VALUE);
  }

  // ---- giving them out

  private RunOptions options(BooleanSupplier migrationTool) {
    RunOptions d = RunOptions.DEFAULT;
    Policy p = d.policy();
    Policy policy =
        new Policy(
            get(Key.MODE, p.mode()),
            get(Key.SMALL_TABLE, p.smallTable()),
            get(Key.ASSUME_LARGE, p.assumeLarge()),
            p.assumeSmall(),
            severities,
            switch (get(Key.DATA_RULES, Key.DataRules.AUTO)) {
              case ALL -> true;
              case OFF -> false;
              case AUTO -> migrationTool.getAsBoolean();
            },
            get(Key.MAX_ROWS, p.maxRows()),
            get(Key.LOCK_TIMEOUT, p.lockTimeout()),
            get(Key.LOCK_WAIT, p.lockWait()),
            get(Key.MAX_LOCK_HOLD, p.maxLockHold()),
            get(Key.MAX_TRANSACTION_HOLD, p.maxTransactionHold()),
            get(Key.PRECHECK, p.precheck()));
    if (values.containsKey(Key.PROBE)) {
      LOG.warn("{} is set, but has no effect in this version", Key.PROBE.property());
    }
    return new RunOptions(
        policy,
        get(Key.AUTOVACUUM, d.autovacuum()),
        get(Key.TRANSACTIONS, d.transactions()),
        (Duration) values.get(Key.DEADLINE),
        (Path) values.get(Key.REPORT),
        get(Key.LOG_QUERIES, d.logQueries()));
  }

  @SuppressWarnings("unchecked") // a key's reader gives the type that its default has
  private <T> T get(Key key, T byDefault) {
    Object value = values.get(key);
    return value == null ? byDefault : (T) value;
  }
}
