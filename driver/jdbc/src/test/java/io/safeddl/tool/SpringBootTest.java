package io.safeddl.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment of an application of Spring Boot 3.5 and 4.1, started in earnest. */
class SpringBootTest {
  private static final String OURS = "jdbc:safeddl:postgresql://localhost/app";

  @ParameterizedTest
  @ValueSource(strings = {"spring-boot-3", "spring-boot-4"})
  void whereTheUrlIsOursTheDriverClassIsNamed(String version) {
    assertThat(start(version, Map.of("spring.flyway.url", OURS)))
        .containsExactly(
            "datasource none", "flyway io.safeddl.jdbc.SafeDdlDriver", "liquibase none");
    assertThat(start(version, Map.of("spring.liquibase.url", OURS)))
        .containsExactly(
            "datasource none", "flyway none", "liquibase io.safeddl.jdbc.SafeDdlDriver");
    assertThat(start(version, Map.of("spring.datasource.url", "${where}", "where", OURS)))
        .containsExactly(
            "datasource io.safeddl.jdbc.SafeDdlDriver", "flyway none", "liquibase none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spring-boot-3", "spring-boot-4"})
  void whatTheUserSaysStands(String version) {
    assertThat(
            start(
                version,
                Map.of(
                    "spring.flyway.url", OURS,
                    "spring.flyway.driverClassName", "com.example.Mine",
                    "spring.datasource.url", "jdbc:postgresql://localhost/app",
                    "spring.liquibase.url", "jdbc:h2:mem:${not.yet.known}")))
        .containsExactly("datasource none", "flyway com.example.Mine", "liquibase none");
  }

  private static List<String> start(String version, Map<String, String> settings) {
    try (var boot = IsolatedTool.of(SpringBootRunner.class, version)) {
      return boot.run(settings);
    }
  }
}
