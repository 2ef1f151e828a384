package io.safeddl.tool;

import java.sql.Connection;
import java.sql.Types;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.internal.database.base.BaseDatabaseType;
import org.flywaydb.core.internal.database.base.Database;
import org.flywaydb.core.internal.jdbc.JdbcConnectionFactory;
import org.flywaydb.core.internal.jdbc.StatementInterceptor;
import org.flywaydb.core.internal.parser.Parser;
import org.flywaydb.core.internal.parser.ParsingContext;

/**
 * Tells Flyway which driver a {@code jdbc:safeddl:} URL wants, and no more: once connected, Flyway
 * chooses its own PostgreSQL support by the product name of the server.
 *
 * <p>Only methods that are the same from Flyway 9.22 on are overridden. Subclassing Flyway's
 * PostgreSQL type would bind us to one of its two homes: it moved to another artifact in 10.
 */
public final class FlywayDatabaseType extends BaseDatabaseType {
  /** Flyway's own types have 0. */
  private static final int BEFORE_THE_OTHERS = 1;

  /** Called by Flyway's plugin loader. */
  public FlywayDatabaseType() {}

  @Override
  public String getName() {
    return "SafeDDL for PostgreSQL";
  }

  @Override
  public int getPriority() {
    return BEFORE_THE_OTHERS;
  }

  @Override
  public int getNullType() {
    return Types.NULL;
  }

  @Override
  public boolean handlesJDBCUrl(String url) {
    return SafeUrl.isOurs(url);
  }

  @Override
  public String getDriverClass(String url, ClassLoader classLoader) {
    return SafeUrl.DRIVER_CLASS;
  }

  @Override
  @SuppressWarnings("rawtypes") // Flyway declares its Database raw.
  public boolean handlesDatabaseProductNameAndVersion(
      String productName, String productVersion, Connection connection) {
    return false;
  }

  @Override
  @SuppressWarnings("rawtypes") // Flyway declares its Database raw.
  public Database createDatabase(
      Configuration configuration,
      JdbcConnectionFactory connectionFactory,
      StatementInterceptor statementInterceptor) {
    throw onlyForTheUrl();
  }

  @Override
  public Parser createParser(
      Configuration configuration,
      ResourceProvider resourceProvider,
      ParsingContext parsingContext) {
    throw onlyForTheUrl();
  }

  private static UnsupportedOperationException onlyForTheUrl() {
    return new UnsupportedOperationException(
        "This type only finds the driver of a jdbc:safeddl: URL; Flyway's PostgreSQL support does"
            + " the rest. From Flyway 10 on it is the artifact flyway-database-postgresql.");
  }
}
