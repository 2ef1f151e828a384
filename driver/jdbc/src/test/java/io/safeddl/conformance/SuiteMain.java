package io.safeddl.conformance;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests in this JVM and writes one line per test. Its class path is that of the tests. */
final class SuiteMain {
  private SuiteMain() {}

  /**
   * Arguments: the directory with the test classes, the file for the results, and the names of the
   * classes to run, or none for all.
   */
  public static void main(String[] args) throws IOException {
    List<DiscoverySelector> selectors = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      selectors.add(DiscoverySelectors.selectClass(args[i]));
    }
    if (selectors.isEmpty()) {
      selectors.addAll(DiscoverySelectors.selectClasspathRoots(Set.of(Path.of(args[0]))));
    }
    var request = LauncherDiscoveryRequestBuilder.request().selectors(selectors).build();
    try (var out = new PrintStream(Files.newOutputStream(Path.of(args[1])), false, "UTF-8")) {
      LauncherFactory.create().execute(request, new Lines(out));
    } catch (IOException e) {
      throw new UncheckedIOException(StandardCharsets.UTF_8.name(), e);
    }
    // Threads that a test left behind must not keep the run alive.
    System.exit(0);
  }

  private record Lines(PrintStream out) implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        String reason = result.getThrowable().map(Throwable::toString).orElse("");
        out.printf(
            "%s\t%s\t%s%n",
            name(test.getUniqueIdObject()),
            result.getStatus(),
            reason.lines().findFirst().orElse("").replace('\t', ' '));
      }
    }

    /** {@code org.postgresql.test.jdbc2.ArrayTest/retrieve()/#2}, the same in every run. */
    private static String name(UniqueId id) {
      return id.getSegments().stream()
          .skip(1) // the engine
          .map(UniqueId.Segment::getValue)
          .collect(Collectors.joining("/"));
    }
  }
}
