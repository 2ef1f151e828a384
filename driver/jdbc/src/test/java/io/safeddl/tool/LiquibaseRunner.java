package io.safeddl.tool;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.ui.ConsoleUIService;

/** Runs {@code update} of the Liquibase that is on its class path; settings are its arguments. */
public final class LiquibaseRunner implements Function<Map<String, String>, List<String>> {
  private static final Logger LOGGER = Logger.getLogger("liquibase");

  /** Called by reflection. */
  public LiquibaseRunner() {}

  @Override
  public List<String> apply(Map<String, String> settings) {
    var lines = new ListHandler();
    var printed = new ByteArrayOutputStream();
    var ui = new ConsoleUIService();
    ui.setOutputStream(new PrintStream(printed, true, StandardCharsets.UTF_8));
    ui.setErrorStream(new PrintStream(printed, true, StandardCharsets.UTF_8));
    var parents = LOGGER.getUseParentHandlers();
    LOGGER.addHandler(lines);
    LOGGER.setUseParentHandlers(false);
    try {
      var update = new CommandScope("update");
      for (var setting : settings.entrySet()) {
        update.addArgumentValue(setting.getKey(), setting.getValue());
      }
      update.setOutput(OutputStream.nullOutputStream());
      Scope.child(Scope.Attr.ui, ui, update::execute);
      lines.lines.addAll(printed.toString(StandardCharsets.UTF_8).lines().toList());
      return lines.lines;
    } catch (Exception e) { // which is what Scope declares
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
