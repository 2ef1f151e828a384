package io.safeddl.crash;

import com.github.benmanes.caffeine.cache.Cache;
import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.sql.SourceStatement;
import io.safeddl.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sf.jsqlparser.parser.CCJSqlParser;
import org.pcollections.PMap;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;
import org.slf4j.Logger;

/** A {@link HistoryMain} in another JVM: with its tool, our driver, and nothing else. */
final class HistoryJvm {
  private static final Path TOOLS = Path.of("target", "tools");
  private static final Path ERRORS = Path.of("target", "crash", "history-errors.log");

  private final Process process;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final Thread reader = new Thread(this::listen, "history");

  private HistoryJvm(Process process) {
    this.process = process;
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts one.
   *
   * @param classes the options that give it its classes
   * @param url what the tool connects with
   * @param what {@code migrate}, {@code resume} or {@code note}
   * @param asWritten the parts that run under {@code mode=warn}
   */
  static HistoryJvm start(
      Histories history,
      List<String> classes,
      String url,
      TestDatabase database,
      String what,
      Collection<Integer> asWritten) {
    try {
      Files.createDirectories(ERRORS.getParent());
      var command =
          new ArrayList<String>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Dslf4j.provider=" + PausingLogs.class.getName()));
      command.addAll(classes);
      command.addAll(
          List.of(
              HistoryMain.class.getName(),
              history.name(),
              what,
              url,
              // By its name it is told apart from the tool's connections.
              database.jdbcUrl() + "?ApplicationName=" + HistoryMain.OURS,
              database.user(),
              database.password()));
      asWritten.forEach(part -> command.add(part.toString()));
      return new HistoryJvm(
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(ERRORS.toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A history's tool, our driver, and nothing else. */
  static Stream<Path> classPath(Histories history) {
    var entries = new ArrayList<Path>();
    for (var type :
        List.of(
            HistoryMain.class,
            SafeDdlDriver.class,
            SourceStatement.class,
            TestDatabase.class,
            Driver.class,
            CCJSqlParser.class,
            Cache.class,
            PMap.class,
            Logger.class)) {
      entries.add(home(type));
    }
    for (var tool : history.tools()) {
      try (var jars = Files.list(TOOLS.resolve(tool))) {
        jars.sorted().forEach(entries::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return entries.stream();
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private void listen() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (line.equals("BEGIN")) {
          begun.countDown();
        }
      }
    } catch (IOException e) {
      said.add("no further lines: " + e);
    }
    begun.countDown();
  }

  /** Waits until its migrations begin, or it has ended before. */
  void awaitBegin() throws InterruptedException {
    begun.await();
  }

  /** True where it ended within that time. */
  boolean ends(long time, TimeUnit unit) throws InterruptedException {
    boolean ended = process.waitFor(time, unit);
    if (ended) {
      reader.join();
    }
    return ended;
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
    reader.join();
  }

  boolean isDone() {
    return said.contains("DONE");
  }

  /** What it said last. */
  List<String> lastWords() {
    synchronized (said) {
      return List.copyOf(said.subList(Math.max(0, said.size() - 40), said.size()));
    }
  }

  /** True where a line has these words. */
  boolean said(String words) {
    synchronized (said) {
      return said.stream().anyMatch(line -> line.contains(words));
    }
  }

  /** What the server said last when it failed; empty where it did not. */
  String failure() {
    synchronized (said) {
      return said.stream()
          .filter(line -> line.startsWith("FAILED " + PSQLException.class.getName()))
          .reduce("", (a, b) -> b);
    }
  }

  /** The part in which it was, from 1; 0 before the first. */
  int part() {
    synchronized (said) {
      return said.stream()
          .filter(line -> line.startsWith(HistoryMain.PART))
          .mapToInt(line -> Integer.parseInt(line.substring(HistoryMain.PART.length())))
          .reduce(0, (a, b) -> b);
    }
  }

  /** The schema behind each part that it has done, as one word. */
  Map<Integer, String> stages() {
    synchronized (said) {
      return said.stream()
          .filter(line -> line.startsWith(HistoryMain.STAGE))
          .map(line -> line.substring(HistoryMain.STAGE.length()).split(" ", -1))
          .collect(Collectors.toMap(words -> Integer.valueOf(words[0]), words -> words[1]));
    }
  }
}
