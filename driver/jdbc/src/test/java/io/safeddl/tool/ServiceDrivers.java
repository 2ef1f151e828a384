package io.safeddl.tool;

import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The drivers of a tool's own class loader, with the {@code DriverManager}. In an application's own
 * process it has loaded them by itself, from the class path; in ours it looked there long ago.
 */
final class ServiceDrivers implements AutoCloseable {
  private final List<String> names;

  private ServiceDrivers(List<String> names) {
    this.names = names;
  }

  /** Registers them; when they are loaded for the first time they do it themselves. */
  static ServiceDrivers register() {
    var names = new ArrayList<String>();
    for (var driver : ServiceLoader.load(Driver.class, ServiceDrivers.class.getClassLoader())) {
      try {
        DriverManager.registerDriver(driver);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      names.add(driver.getClass().getName());
    }
    return new ServiceDrivers(List.copyOf(names));
  }

  /** The names of their classes. */
  List<String> names() {
    return names;
  }

  /** Takes those away that were loaded by the loader of this class. */
  @Override
  public void close() {
    DriverManager.drivers()
        .forEach(
            driver -> {
              try {
                DriverManager.deregisterDriver(driver);
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
