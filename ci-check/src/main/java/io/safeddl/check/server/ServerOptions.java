package io.safeddl.check.server;

import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import picocli.CommandLine.Option;

/** Which server, as whom: options first, then the environment. */
public final class ServerOptions {
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

  /** Set by picocli. */
  public ServerOptions() {}

  /** This URL, and the rest from the environment. */
  public ServerOptions(String url) {
    this.url = url;
  }

  /** The URL for pgjdbc. What the prefix of the driver adds is cut off: it is not wanted here. */
  public String url(Map<String, String> environment) {
    var given = url != null ? url : environment.get("SAFEDDL_URL");
    if (given != null) {
      return given.startsWith(OURS) ? "jdbc:" + given.substring(OURS.length()) : given;
    }
    var host = environment.getOrDefault("PGHOST", "localhost");
    var port = environment.getOrDefault("PGPORT", "5432");
    var database = environment.getOrDefault("PGDATABASE", user(environment));
    return "jdbc:postgresql://" + host + ":" + port + "/" + database;
  }

  /** What pgjdbc is told beside the URL; the URL's own parameters go before it. */
  public Properties properties(Map<String, String> environment) {
    var properties = new Properties();
    PGProperty.APPLICATION_NAME.set(properties, "safeddl-check");
    PGProperty.CONNECT_TIMEOUT.set(properties, SECONDS);
    PGProperty.LOGIN_TIMEOUT.set(properties, SECONDS);
    // Outside of transactions too, what was set read-only is.
    PGProperty.READ_ONLY_MODE.set(properties, "always");
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

  private String user(Map<String, String> environment) {
    return user != null ? user : environment.getOrDefault("PGUSER", "");
  }
}
