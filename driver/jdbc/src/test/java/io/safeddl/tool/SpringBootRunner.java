package io.safeddl.tool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.env.Environment;

/**
 * Starts an application of the Spring Boot that is on its class path with these properties, and
 * gives the driver classes that its environment then names.
 */
public final class SpringBootRunner implements Function<Map<String, String>, List<String>> {
  /** Called by reflection. */
  public SpringBootRunner() {}

  @Override
  public List<String> apply(Map<String, String> settings) {
    var application = new SpringApplication(SpringBootRunner.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setDefaultProperties(new HashMap<>(settings));
    application.setLogStartupInfo(false);
    // It would run when the class loader is closed already.
    application.setRegisterShutdownHook(false);
    try (var context = application.run("--spring.main.banner-mode=off")) {
      return List.of(
          "datasource " + driverClass(context.getEnvironment(), "datasource"),
          "flyway " + driverClass(context.getEnvironment(), "flyway"),
          "liquibase " + driverClass(context.getEnvironment(), "liquibase"));
    }
  }

  private static String driverClass(Environment environment, String tool) {
    return environment.getProperty("spring." + tool + ".driver-class-name", "none");
  }
}
