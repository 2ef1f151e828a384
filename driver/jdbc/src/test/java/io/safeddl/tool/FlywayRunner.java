package io.safeddl.tool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;

/**
 * Runs the Flyway that is on its class path. Settings are {@code flyway.*}; {@code command} is one
 * of Flyway's, {@code migrate} where it is absent; {@code java=true} adds the Java migration and
 * the Java callback of {@link V4__Java}.
 */
public final class FlywayRunner implements Function<Map<String, String>, List<String>> {
  /** One for each class loader, hence for each tool. */
  private static final List<String> LINES = new CopyOnWriteArrayList<>();

  /** Called by reflection. */
  public FlywayRunner() {}

  @Override
  public List<String> apply(Map<String, String> settings) {
    LINES.clear();
    var all = new HashMap<>(settings);
    var command = all.remove("command");
    var java = "true".equals(all.remove("java"));
    all.put("flyway.loggers", Logs.class.getName());
    try {
      var configuration = Flyway.configure(getClass().getClassLoader()).configuration(all);
      if (java) {
        configuration.javaMigrations(new V4__Java()).callbacks(V4__Java.counted());
      }
      LINES.add(run(configuration.load(), command == null ? "migrate" : command));
      return new ArrayList<>(LINES);
    } catch (RuntimeException e) {
      // What the tool printed before belongs to what the user sees.
      throw new IllegalStateException(String.join("\n", LINES) + "\n" + e.getMessage(), e);
    }
  }

  private static String run(Flyway flyway, String command) {
    return switch (command) {
      case "migrate" -> "MIGRATED " + flyway.migrate().migrationsExecuted;
      case "baseline" -> "BASELINE " + flyway.baseline().successfullyBaselined;
      case "repair" -> {
        var repaired = flyway.repair();
        yield "REPAIRED removed "
            + repaired.migrationsRemoved.size()
            + " aligned "
            + repaired.migrationsAligned.size()
            + " deleted "
            + repaired.migrationsDeleted.size();
      }
      case "clean" -> "CLEANED " + flyway.clean().schemasCleaned;
      case "validate" -> "VALID " + flyway.validateWithResult().validationSuccessful;
      case "info" -> {
        var states = new ArrayList<String>();
        for (var migration : flyway.info().all()) {
          states.add(migration.getScript() + " " + migration.getState());
        }
        yield "INFO " + states;
      }
      default -> throw new IllegalArgumentException(command);
    };
  }

  /** Flyway's logging, into the list. */
  public static final class Logs implements LogCreator {
    /** Called by Flyway. */
    public Logs() {}

    @Override
    public Log createLogger(Class<?> type) {
      return new ListLog();
    }
  }

  private record ListLog() implements Log {
    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {
      LINES.add("INFO " + message);
    }

    @Override
    public void warn(String message) {
      LINES.add("WARN " + message);
    }

    @Override
    public void error(String message) {
      LINES.add("ERROR " + message);
    }

    @Override
    public void error(String message, Exception e) {
      LINES.add("ERROR " + message + ": " + e.getMessage());
    }

    @Override
    public void notice(String message) {
      LINES.add("NOTICE " + message);
    }
  }
}
