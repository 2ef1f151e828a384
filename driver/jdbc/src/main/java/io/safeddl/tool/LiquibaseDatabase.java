package io.safeddl.tool;

import liquibase.database.DatabaseConnection;
import liquibase.database.core.PostgresDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Tells Liquibase which driver a {@code jdbc:safeddl:} URL wants, and no more: it never claims a
 * connection, so that Liquibase's own {@code postgresql} works on it and {@code dbms:postgresql}
 * keeps its meaning.
 */
public final class LiquibaseDatabase extends PostgresDatabase {
  /** Called by Liquibase's service locator. */
  public LiquibaseDatabase() {}

  @Override
  public String getShortName() {
    return "safeddl-postgresql";
  }

  @Override
  public boolean isCorrectDatabaseImplementation(DatabaseConnection connection) {
    return false;
  }

  @Override
  public @Nullable String getDefaultDriver(String url) {
    return SafeUrl.isOurs(url) ? SafeUrl.DRIVER_CLASS : null;
  }
}
