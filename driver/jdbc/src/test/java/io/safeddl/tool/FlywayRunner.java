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

/** Runs {@code migrate} of the Flyway that is on its class path; settings are {@code flyway.*}. */
public final class FlywayRunner implements Function<Map<String, String>, List<String>> {
  /** One for each class loader, hence for each tool. */
  private static final List<String> LINES = new CopyOnWriteArrayList<>();

  /** Called by reflection. */
  public FlywayRunner() {}

  @Override
  public List<String> apply(Map<String, String> settings) {
    LINES.clear();
    var all = new HashMap<>(settings);
    all.put("flyway.loggers", Logs.class.getName());
    try {
      var flyway = Flyway.configure(getClass().getClassLoader()).configuration(all).load();
      LINES.add("MIGRATED " + flyway.migrate().migrationsExecuted);
      return new ArrayList<>(LINES);
    } catch (RuntimeException e) {
      // What the tool printed before belongs to what the user sees.
      throw new IllegalStateException(String.join("\n", LINES) + "\n" + e.getMessage(), e);
    }
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
