package io.safeddl.tool;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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

/**
 * Runs the Liquibase that is on its class path. {@code command} is one of its commands, {@code
 * update} where it is absent; the other settings are its arguments. Gives what it logged and
 * printed, and behind {@code OUTPUT} what the command gave.
 */
public final class LiquibaseRunner implements Function<Map<String, String>, List<String>> {
  private static final Logger LOGGER = Logger.getLogger("liquibase");

  /** Called by reflection. */
  public LiquibaseRunner() {}

  @Override
  public List<String> apply(Map<String, String> settings) {
    var lines = new ListHandler();
    var printed = new ByteArrayOutputStream();
    var ui = new ConsoleUIService();
    var console = new PrintStream(printed, true, StandardCharsets.UTF_8);
    ui.setOutputStream(console);
    ui.setErrorStream(console);
    // Some commands of Liquibase 4.20 are its command line program, which makes a console of its
    // own.
    var out = System.out;
    var err = System.err;
    System.setOut(console);
    System.setErr(console);
    var parents = LOGGER.getUseParentHandlers();
    LOGGER.addHandler(lines);
    LOGGER.setUseParentHandlers(false);
    try {
      var arguments = new HashMap<>(settings);
      var command = arguments.remove("command");
      var scope = new CommandScope(command == null ? "update" : command);
      arguments.forEach(scope::addArgumentValue);
      var output = new ByteArrayOutputStream();
      scope.setOutput(output);
      Scope.child(Scope.Attr.ui, ui, scope::execute);
      lines.lines.addAll(printed.toString(StandardCharsets.UTF_8).lines().toList());
      output
          .toString(StandardCharsets.UTF_8)
          .lines()
          .map("OUTPUT "::concat)
          .forEach(lines.lines::add);
      return lines.lines;
    } catch (Exception e) { // which is what Scope declares
      throw new IllegalStateException(String.join("\n", lines.lines) + "\n" + e.getMessage(), e);
    } finally {
      System.setOut(out);
      System.setErr(err);
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
