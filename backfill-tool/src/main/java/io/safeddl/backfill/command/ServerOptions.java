package io.safeddl.backfill.command;

import io.safeddl.backfill.recipe.DdlSession;
import io.safeddl.backfill.spec.CutName;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.jdbc.SafeDdlDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which server, as whom, and where the state lives: options first, then the environment. */
final class ServerOptions {
  /** What our sessions call themselves; by it they know each other from the application's. */
  static final String APPLICATION = "safeddl-backfill";

  private static final String PLAIN = "jdbc:";
  private static final String OURS = "jdbc:safeddl:";
  private static final String SECONDS = "10";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "A jdbc:postgresql: or jdbc:safeddl:postgresql: URL (default: SAFEDDL_URL, else that of"
              + " PGHOST, PGPORT and PGDATABASE).")
  private @Nullable String url;

  @Option(names = "--user", description = "The role to connect as (default: PGUSER).")
  private @Nullable String user;

  @Option(
      names = "--password",
      description =
          "Its password (default: PGPASSWORD, else the password file). Others may see the command"
              + " line.")
  private @Nullable String password;

  @Option(
      names = "--state-schema",
      paramLabel = "SCHEMA",
      defaultValue = StateSchema.DEFAULT_NAME,
      converter = SchemaConverter.class,
      description = "The schema of the target database that holds the state (default: safeddl).")
  private StateSchema stateSchema = new StateSchema(StateSchema.DEFAULT_NAME);

  /** Where the state lives. */
  StateSchema schema() {
    return stateSchema;
  }

  /** Reads the name of a schema, as the catalog has it. */
  static final class SchemaConverter implements ITypeConverter<StateSchema> {
    @Override
    public StateSchema convert(String text) {
      if (text.isEmpty() || !CutName.fits(text)) {
        throw new TypeConversionException(
            "expected is the name of a schema, of 1 to " + CutName.LONGEST + " bytes");
      }
      return new StateSchema(text);
    }
  }

  /** Opens a session through plain pgjdbc: for reading, and for the rows. */
  Connection open(Map<String, String> environment) throws SQLException {
    refuseUserInfo(environment);
    // Not the DriverManager, which would ask every driver on the class path.
    var connection = new Driver().connect(plainUrl(environment), properties(environment));
    if (connection == null) {
      throw new SQLException("the URL is no jdbc:postgresql: or jdbc:safeddl:postgresql: one");
    }
    return connection;
  }

  /** Opens a session through the driver of this project: for DDL. */
  Connection openForDdl(Map<String, String> environment) throws SQLException {
    refuseUserInfo(environment);
    var given = url(environment);
    var prefixed = given.startsWith(OURS) ? given : OURS + given.substring(PLAIN.length());
    var properties = properties(environment);
    DdlSession.put(properties);
    var connection = new SafeDdlDriver().connect(prefixed, properties);
    if (connection == null) {
      throw new SQLException("the URL is no jdbc:postgresql: or jdbc:safeddl:postgresql: one");
    }
    return connection;
  }

  /** Which server, without what may be secret in the URL. */
  String name(Map<String, String> environment) {
    return plainUrl(environment).replaceFirst("\\?.*", "").replaceFirst("//.*@", "//…@");
  }

  /** As libpq has them: pgjdbc would take them for a host, and log them. */
  private void refuseUserInfo(Map<String, String> environment) throws SQLException {
    if (plainUrl(environment).matches("jdbc:postgresql://[^/?]*@.*")) {
      throw new SQLException(
          "a JDBC URL has no user and password before the host; give them as --user and --password,"
              + " or PGUSER and PGPASSWORD");
    }
  }

  private String plainUrl(Map<String, String> environment) {
    var given = url(environment);
    return given.startsWith(OURS) ? PLAIN + given.substring(OURS.length()) : given;
  }

  private String url(Map<String, String> environment) {
    var given = url != null ? url : environment.get("SAFEDDL_URL");
    if (given != null && given.startsWith(PLAIN)) {
      return given;
    }
    if (given != null) {
      return PLAIN + given;
    }
    var host = environment.getOrDefault("PGHOST", "localhost");
    var port = environment.getOrDefault("PGPORT", "5432");
    var database = environment.getOrDefault("PGDATABASE", user(environment));
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  private Properties properties(Map<String, String> environment) {
    var properties = new Properties();
    PGProperty.APPLICATION_NAME.set(properties, APPLICATION);
    PGProperty.CONNECT_TIMEOUT.set(properties, SECONDS);
    PGProperty.LOGIN_TIMEOUT.set(properties, SECONDS);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    // What the server says of a failing row holds its values, which are nothing for logs.
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    // A pooler may give the next transaction a backend that knows nothing of what was prepared.
    PGProperty.PREPARE_THRESHOLD.set(properties, 0);
    var name = user(environment);
    if (!name.isEmpty()) {
      PGProperty.USER.set(properties, name);
    }
    var secret = password != null ? password : environment.get("PGPASSWORD");
    if (secret != null) {
      PGProperty.PASSWORD.set(properties, secret);
    }
    var sslMode = environment.get("PGSSLMODE");
    if (sslMode != null) {
      PGProperty.SSL_MODE.set(properties, sslMode);
    }
    return properties;
  }

  /** The role; empty where the server's default is taken. */
  String user(Map<String, String> environment) {
    return user != null ? user : environment.getOrDefault("PGUSER", "");
  }
}
