package io.safeddl.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogFactory;

/** Runs {@code migrate} of the Flyway that is on its class path; settings are {@code flyway.*}. */
public final class FlywayRunner implements Function<Map<String, String>, List<String>> {
  /** Called by reflection. */
  public FlywayRunner() {}

  @Override
  public List<String> apply(Map<String, String> settings) {
    var lines = Collections.synchronizedList(new ArrayList<String>());
    LogFactory.setLogCreator(type -> new ListLog(lines));
    try {
      var result =
          Flyway.configure(getClass().getClassLoader()).configuration(settings).load().migrate();
      lines.add("MIGRATED " + result.migrationsExecuted);
      return lines;
    } catch (RuntimeException e) {
      // What the tool printed before belongs to what the user sees.
      throw new IllegalStateException(String.join("\n", lines) + "\n" + e.getMessage(), e);
    }
  }

  private record ListLog(List<String> lines) implements Log {
    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public void debug(String message) {}

    @Override
    public void info(String message) {
      lines.add("INFO " + message);
    }

    @Override
    public void warn(String message) {
      lines.add("WARN " + message);
    }

    @Override
    public void error(String message) {
      lines.add("ERROR " + message);
    }

    @Override
    public void error(String message, Exception e) {
      lines.add("ERROR " + message + ": " + e.getMessage());
    }

    @Override
    public void notice(String message) {
      lines.add("NOTICE " + message);
    }
  }
}
