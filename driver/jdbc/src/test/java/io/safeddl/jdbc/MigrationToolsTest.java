package io.safeddl.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The data rules speak on the connections that a tool opens for itself. */
final class MigrationToolsTest {
  private static final String DRIVER = "io.safeddl.jdbc.SafeDdlDriver";
  private static final String FLYWAY = "org.flywaydb.core.internal.jdbc.DriverDataSource";
  private static final String POOL = "com.zaxxer.hikari.pool.HikariPool";

  @Test
  void aToolOnTheStackIsSeen() {
    assertThat(MigrationTools.openedByTool(Stream.of(DRIVER, FLYWAY, "Main"))).isTrue();
    assertThat(
            MigrationTools.openedByTool(
                Stream.of(DRIVER, "liquibase.database.DatabaseFactory", POOL)))
        .as("a pool behind the tool has nothing to do with it")
        .isTrue();
  }

  @Test
  void aPoolBetweenSharesTheConnectionWithTheApplication() {
    assertThat(MigrationTools.openedByTool(Stream.of(DRIVER, POOL, FLYWAY))).isFalse();
  }

  @Test
  void anApplicationIsNoTool() {
    assertThat(MigrationTools.openedByTool(Stream.of(DRIVER, "com.example.Main"))).isFalse();
    assertThat(MigrationTools.onTheStack()).isFalse();
  }
}
