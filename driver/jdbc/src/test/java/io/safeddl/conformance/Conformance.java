package io.safeddl.conformance;

import io.safeddl.testing.TestPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * pgjdbc's suite raw and through the prefix. A test is lost where it passes raw and does not pass
 * (or does not even start) through the prefix; it gets a second chance, since some depend on time.
 */
final class Conformance {
  private final Suite suite;
  private final AllowList allowed;
  private final Path work;
  private final PrintStream out;

  private Conformance(Suite suite, AllowList allowed, Path work, PrintStream out) {
    this.suite = suite;
    this.allowed = allowed;
    this.work = work;
    this.out = out;
  }

  /**
   * Arguments: the directory with pgjdbc's unpacked sources, the allow-list, the working directory,
   * the server's major version, and the modes. The class path serves the tests as well.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path work = Files.createDirectories(Path.of(args[2])).toAbsolutePath();
    String separator = Pattern.quote(System.getProperty("path.separator"));
    List<Path> libraries =
        Stream.of(System.getProperty("java.class.path").split(separator, -1))
            .map(entry -> Path.of(entry).toAbsolutePath())
            .toList();
    var server = new Server(TestPostgres.server(Integer.parseInt(args[3])));
    Suite suite = Suite.compile(Path.of(args[0]), work, libraries, server);
    var conformance = new Conformance(suite, AllowList.read(Path.of(args[1])), work, System.out);
    boolean good = conformance.run(List.of(args).subList(4, args.length));
    System.exit(good ? 0 : 1);
  }

  private boolean run(List<String> modes) throws IOException, InterruptedException {
    Map<String, Outcome> raw = suite.run("raw", List.of(), work.resolve("raw.log"));
    List<String> figures = new ArrayList<>();
    figures.add(
        "\"raw\": {\"passed\": %d, \"failed\": %d}"
            .formatted(
                raw.values().stream().filter(Outcome::passed).count(),
                raw.values().stream().filter(o -> o.status() == Outcome.Status.FAILED).count()));
    out.println(figures.get(0));
    boolean good = true;
    for (String mode : modes) {
      Map<String, Outcome> through = suite.run(mode, List.of(), work.resolve(mode + ".log"));
      Map<String, Outcome> lost = lost(raw, through);
      if (!lost.isEmpty()) {
        through.putAll(again(mode, lost));
        lost = lost(raw, through);
      }
      figures.add(
          "\"%s\": {\"passed\": %d, \"lost\": %d}"
              .formatted(
                  mode, through.values().stream().filter(Outcome::passed).count(), lost.size()));
      out.println(figures.get(figures.size() - 1));
      good &= report(mode, lost);
    }
    Files.writeString(work.resolve("summary.json"), "{" + String.join(", ", figures) + "}\n");
    return good;
  }

  private static Map<String, Outcome> lost(Map<String, Outcome> raw, Map<String, Outcome> through) {
    Map<String, Outcome> lost = new TreeMap<>();
    raw.forEach(
        (test, outcome) -> {
          Outcome other =
              through.getOrDefault(test, new Outcome(Outcome.Status.ABORTED, "did not start"));
          if (outcome.passed() && !other.passed()) {
            lost.put(test, other);
          }
        });
    return lost;
  }

  private Map<String, Outcome> again(String mode, Map<String, Outcome> lost)
      throws IOException, InterruptedException {
    List<String> classes =
        lost.keySet().stream().map(test -> test.split("/", 2)[0]).distinct().toList();
    return suite.run(mode, classes, work.resolve(mode + "-again.log"));
  }

  /** Writes and prints what is lost; false where something is that the list does not allow. */
  private boolean report(String mode, Map<String, Outcome> lost) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean good = true;
    for (Map.Entry<String, Outcome> entry : lost.entrySet()) {
      boolean listed = allowed.allows(mode, entry.getKey());
      good &= listed;
      lines.add(
          "%s\t%s\t%s"
              .formatted(listed ? "listed" : "LOST", entry.getKey(), entry.getValue().reason()));
    }
    Files.write(work.resolve(mode + "-lost.tsv"), lines);
    lines.forEach(out::println);
    return good;
  }
}
