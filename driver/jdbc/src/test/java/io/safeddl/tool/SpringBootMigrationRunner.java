package io.safeddl.tool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Starts an application of the Spring Boot that is on its class path, which by Spring Boot's own
 * configuration migrates with the Flyway or Liquibase that is there too.
 */
public final class SpringBootMigrationRunner
    implements Function<Map<String, String>, List<String>> {
  /** Called by reflection. */
  public SpringBootMigrationRunner() {}

  @Override
  public List<String> apply(Map<String, String> settings) {
    var application = new SpringApplication(Application.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setDefaultProperties(new HashMap<>(settings));
    application.setLogStartupInfo(false);
    // It would run when the class loader is closed already.
    application.setRegisterShutdownHook(false);
    // Its log is no part of this build's, nor are its settings for the other tests' logs.
    var root = Logger.getLogger("");
    var level = root.getLevel();
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    root.setLevel(Level.OFF);
    try (var context = application.run("--spring.main.banner-mode=off")) {
      return List.of(context.getBeanDefinitionNames());
    } finally {
      root.setLevel(level);
      System.clearProperty(LoggingSystem.SYSTEM_PROPERTY);
    }
  }

  /** The application: nothing of its own. */
  @EnableAutoConfiguration
  public static class Application {
    /** Called by Spring. */
    public Application() {}
  }
}
