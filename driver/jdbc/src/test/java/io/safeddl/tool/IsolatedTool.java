package io.safeddl.tool;

import com.github.benmanes.caffeine.cache.Cache;
import io.safeddl.jdbc.SafeDdlDriver;
import io.safeddl.sql.SourceStatement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.sf.jsqlparser.parser.CCJSqlParser;
import org.pcollections.PMap;
import org.postgresql.Driver;
import org.slf4j.Logger;

/**
 * A migration tool of one version in a class loader of its own, together with the driver and what
 * the driver needs: as in a tool's own process, and beside other versions.
 *
 * <p>The runner classes are compiled with the oldest supported version of the tool and loaded once
 * more in there; strings alone go in and out.
 */
final class IsolatedTool implements AutoCloseable {
  private static final Path TOOLS = Path.of("target", "tools");

  private final URLClassLoader loader;
  private final Class<?> runner;

  private IsolatedTool(Class<?> runner, List<URL> urls) {
    this.loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    try {
      this.runner = loader.loadClass(runner.getName());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Prepares a tool.
   *
   * @param runner a {@code Function<Map<String, String>, List<String>>} with a constructor without
   *     parameters
   * @param migrations a directory or directories of {@code target/tools} to add to its class path
   * @param name the directory of {@code target/tools} that holds the tool
   */
  static IsolatedTool of(Class<?> runner, String name, Path... migrations) {
    var urls = new ArrayList<URL>();
    urls.add(home(runner));
    for (var part : List.of(SafeDdlDriver.class, SourceStatement.class)) {
      urls.add(home(part));
    }
    for (var library :
        List.of(Driver.class, CCJSqlParser.class, Cache.class, PMap.class, Logger.class)) {
      urls.add(home(library));
    }
    urls.addAll(jars(TOOLS.resolve(name)));
    for (var directory : migrations) {
      urls.add(url(directory));
      urls.addAll(jars(directory));
    }
    return new IsolatedTool(runner, urls);
  }

  /** A directory of {@code target/tools}. */
  static Path directory(String name) {
    return TOOLS.resolve(name);
  }

  /**
   * Runs it once.
   *
   * @return what it logged
   * @throws RuntimeException what the tool throws
   */
  List<String> run(Map<String, String> settings) {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      // Only java.util goes through, so the cast holds.
      @SuppressWarnings("unchecked")
      var function =
          (Function<Map<String, String>, List<String>>)
              runner.getDeclaredConstructor().newInstance();
      return function.apply(settings);
    } catch (NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalStateException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL home(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static List<URL> jars(Path directory) {
    try (var files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".jar")).map(IsolatedTool::url).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path.toString(), e);
    }
  }
}
