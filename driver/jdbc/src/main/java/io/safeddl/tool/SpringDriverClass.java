package io.safeddl.tool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Names our driver class, and for a pool of HikariCP our {@link HikariExceptionOverride}, where
 * Spring Boot's properties hold one of our URLs and no driver class. Spring Boot knows the classes
 * of a closed list of URL prefixes and fails on any other.
 */
final class SpringDriverClass {
  private static final String DATASOURCE = "spring.datasource.";

  private static final List<String> PREFIXES =
      List.of(DATASOURCE, "spring.flyway.", "spring.liquibase.");

  /** By name: HikariCP may not be there. */
  private static final String OVERRIDE_CLASS = "io.safeddl.tool.HikariExceptionOverride";

  private SpringDriverClass() {}

  static void addTo(ConfigurableEnvironment environment) {
    var added = new HashMap<String, Object>();
    for (var prefix : PREFIXES) {
      if (SafeUrl.isOurs(value(environment, prefix + "url"))) {
        addUnlessSet(environment, added, prefix + "driver-class-name", SafeUrl.DRIVER_CLASS);
      }
    }
    if (SafeUrl.isOurs(value(environment, DATASOURCE + "url"))) {
      addUnlessSet(
          environment, added, DATASOURCE + "hikari.exception-override-class-name", OVERRIDE_CLASS);
    }
    if (!added.isEmpty()) {
      // Last: whatever the user says anywhere goes before it.
      environment.getPropertySources().addLast(new MapPropertySource("safeddl", Map.copyOf(added)));
    }
  }

  private static void addUnlessSet(
      ConfigurableEnvironment environment, Map<String, Object> added, String name, String value) {
    if (value(environment, name).isEmpty()) {
      added.put(name, value);
    }
  }

  /** Unlike {@code getProperty} it does not fail where a placeholder has no value yet. */
  private static String value(ConfigurableEnvironment environment, String name) {
    return environment.resolvePlaceholders("${" + name + ":}");
  }
}
