package io.safeddl.tool;

import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Registers the driver with Spring Boot before 4.0, where the interface had another package. */
@SuppressWarnings("removal") // It has to stay as long as Spring Boot 3 is supported.
public final class SpringBoot3Environment
    implements org.springframework.boot.env.EnvironmentPostProcessor, Ordered {
  /** Called by Spring's factories loader. */
  public SpringBoot3Environment() {}

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
