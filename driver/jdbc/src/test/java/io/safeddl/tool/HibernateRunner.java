package io.safeddl.tool;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Persistence;
import jakarta.persistence.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops the Hibernate that is on its class path. {@code unit} is the persistence unit;
 * the other settings are those of JPA.
 */
public final class HibernateRunner implements Function<Map<String, String>, List<String>> {
  /** Called by reflection. */
  public HibernateRunner() {}

  @Override
  public List<String> apply(Map<String, String> settings) {
    var log = Logger.getLogger("org.hibernate");
    log.setLevel(Level.OFF);
    try (var drivers = ServiceDrivers.register();
        var factory =
            Persistence.createEntityManagerFactory(settings.get("unit"), new HashMap<>(settings))) {
      return List.of(drivers.names() + " " + factory.getMetamodel().getEntities());
    } finally {
      log.setLevel(null);
    }
  }

  /** The table that is there, with a column more than it has. */
  @Entity(name = "File")
  @Table(name = "file", indexes = @Index(name = "file_name", columnList = "name"))
  public static class File {
    @Id int id;

    @Column(columnDefinition = "text")
    @Nullable String name;

    @Nullable Integer size;
    @Nullable String note;
  }

  /** A table that is not there. */
  @Entity(name = "Kind")
  @Table(name = "kind", indexes = @Index(name = "kind_name", columnList = "name"))
  public static class Kind {
    @Id int id;
    @Nullable String name;
    @ManyToOne @Nullable Kind parent;
  }

  /** The same table with a wider column. */
  @Entity(name = "Wide")
  @Table(name = "file")
  public static class Wide {
    @Id int id;
    @Nullable Long size;
    @Nullable String note;
  }
}
