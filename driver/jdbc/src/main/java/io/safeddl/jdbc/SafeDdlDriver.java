package io.safeddl.jdbc;

import io.safeddl.plan.Policy;
import io.safeddl.rule.Rules;
import io.safeddl.run.ConnectionSource;
import io.safeddl.run.Gate;
import io.safeddl.run.Gates;
import io.safeddl.run.RunOptions;
import io.safeddl.run.Siblings;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/**
 * The driver for {@code jdbc:safeddl:postgresql:} URLs. What stands behind the prefix is pgjdbc's.
 */
public final class SafeDdlDriver implements Driver {
  private static final SafeDdlDriver REGISTERED = new SafeDdlDriver();

  static {
    try {
      register();
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static final Set<String> RULES =
      Rules.ALL.stream().map(rule -> rule.info().id()).collect(Collectors.toUnmodifiableSet());

  /** pgjdbc's own driver: DriverManager may know another one, or none. */
  private final Driver delegate = new org.postgresql.Driver();

  /** Makes the driver known to {@link DriverManager}, as loading this class does. */
  public static void register() throws SQLException {
    DriverManager.registerDriver(REGISTERED);
  }

  /** Takes it back, so that a class loader can be given up. */
  public static void deregister() throws SQLException {
    DriverManager.deregisterDriver(REGISTERED);
  }

  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    return connect(url, info, System.getenv());
  }

  @Nullable Connection connect(
      @Nullable String url, @Nullable Properties info, Map<String, String> environment)
      throws SQLException {
    if (!acceptsURL(url) || url == null) {
      return null;
    }
    SafeDdlUrl parsed = SafeDdlUrl.parse(url);
    Properties given = info == null ? new Properties() : info;
    RunOptions options =
        Configuration.read(
            parsed.parameters(), given, environment, RULES, MigrationTools::onTheStack);
    Properties theirs = withoutOurs(given);
    ConnectionSource source = () -> open(parsed.plain(), theirs);
    if (options.policy().mode() == Policy.Mode.OFF) {
      return source.open(); // the emergency switch takes all of this driver out of the way
    }
    if (options.report() != null) {
      ReportFile.check(options.report());
    }
    Connection raw = source.open();
    try {
      Gate gate = Gates.open(raw, options, Siblings.ofThisJvm(), source);
      return new SafeConnection((BaseConnection) raw, gate);
    } catch (SQLException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private Connection open(String url, Properties properties) throws SQLException {
    Connection raw = delegate.connect(url, properties);
    if (raw == null) {
      throw new SQLException("SafeDDL: pgjdbc does not accept its part of the URL");
    }
    return raw;
  }

  /** pgjdbc's properties, their defaults included: those are not entries of the table. */
  private static Properties withoutOurs(Properties given) {
    Set<String> names = given.stringPropertyNames();
    if (names.stream().noneMatch(SafeDdlUrl::isOurKey)) {
      return given;
    }
    Properties rest = new Properties();
    for (String name : names) {
      if (!SafeDdlUrl.isOurKey(name)) {
        rest.setProperty(name, given.getProperty(name, ""));
      }
    }
    return rest;
  }

  @Override
  public boolean acceptsURL(@Nullable String url) {
    return url != null && SafeDdlUrl.isOurs(url);
  }

  /** pgjdbc's properties, then ours. */
  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    SafeDdlUrl parsed =
        url != null && SafeDdlUrl.isOurs(url)
            ? SafeDdlUrl.parse(url)
            : new SafeDdlUrl("", Map.of());
    Properties given = info == null ? new Properties() : info;
    List<DriverPropertyInfo> all =
        new ArrayList<>(Arrays.asList(delegate.getPropertyInfo(parsed.plain(), given)));
    for (Key key : Key.values()) {
      String value =
          parsed
              .parameters()
              .getOrDefault(key.property(), given.getProperty(key.property(), key.byDefault()));
      var property = new DriverPropertyInfo(key.property(), value);
      property.description = key.meaning();
      property.choices = key.choices();
      all.add(property);
    }
    return all.toArray(DriverPropertyInfo[]::new);
  }

  @Override
  public int getMajorVersion() {
    return delegate.getMajorVersion();
  }

  @Override
  public int getMinorVersion() {
    return delegate.getMinorVersion();
  }

  @Override
  public boolean jdbcCompliant() {
    return delegate.jdbcCompliant();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return delegate.getParentLogger();
  }
}
