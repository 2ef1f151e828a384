package io.safeddl.tool;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Registers the driver with Spring Boot 4.0 and later. */
public final class SpringBootEnvironment implements EnvironmentPostProcessor, Ordered {
  /** Called by Spring's factories loader. */
  public SpringBootEnvironment() {}

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    SpringDriverClass.addTo(environment);
  }

  /** After the configuration files have been read. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
