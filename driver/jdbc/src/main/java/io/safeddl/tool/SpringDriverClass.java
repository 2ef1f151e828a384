package io.safeddl.tool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Names our driver class where Spring Boot's properties hold one of our URLs and no driver class.
 * Spring Boot knows the classes of a closed list of URL prefixes and fails on any other.
 */
final class SpringDriverClass {
  private static final List<String> PREFIXES =
      List.of("spring.datasource.", "spring.flyway.", "spring.liquibase.");

  private SpringDriverClass() {}

  static void addTo(ConfigurableEnvironment environment) {
    var added = new HashMap<String, Object>();
    for (var prefix : PREFIXES) {
      var driverClass = prefix + "driver-class-name";
      if (SafeUrl.isOurs(value(environment, prefix + "url"))
          && value(environment, driverClass).isEmpty()) {
        added.put(driverClass, SafeUrl.DRIVER_CLASS);
      }
    }
    if (!added.isEmpty()) {
      // Last: whatever the user says anywhere goes before it.
      environment.getPropertySources().addLast(new MapPropertySource("safeddl", Map.copyOf(added)));
    }
  }

  /** Unlike {@code getProperty} it does not fail where a placeholder has no value yet. */
  private static String value(ConfigurableEnvironment environment, String name) {
    return environment.resolvePlaceholders("${" + name + ":}");
  }
}
