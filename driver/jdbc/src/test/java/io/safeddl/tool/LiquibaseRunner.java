package io.safeddl.tool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import liquibase.command.CommandScope;
import liquibase.exception.CommandExecutionException;

/** Runs {@code update} of the Liquibase that is on its class path; settings are its arguments. */
public final class LiquibaseRunner implements Function<Map<String, String>, List<String>> {
  private static final Logger LOGGER = Logger.getLogger("liquibase");

  /** Called by reflection. */
  public LiquibaseRunner() {}

  @Override
  public List<String> apply(Map<String, String> settings) {
    var lines = new ListHandler();
    var parents = LOGGER.getUseParentHandlers();
    LOGGER.addHandler(lines);
    LOGGER.setUseParentHandlers(false);
    try {
      var update = new CommandScope("update");
      for (var setting : settings.entrySet()) {
        update.addArgumentValue(setting.getKey(), setting.getValue());
      }
      update.setOutput(java.io.OutputStream.nullOutputStream());
      update.execute();
      return lines.lines;
    } catch (CommandExecutionException e) {
      throw new IllegalStateException(String.join("\n", lines.lines) + "\n" + e.getMessage(), e);
    } finally {
      LOGGER.setUseParentHandlers(parents);
      LOGGER.removeHandler(lines);
    }
  }

  private static final class ListHandler extends Handler {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    private ListHandler() {
      setLevel(Level.INFO);
    }

    @Override
    public void publish(LogRecord entry) {
      if (isLoggable(entry)) {
        lines.add(entry.getLevel() + " " + entry.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
