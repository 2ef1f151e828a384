package io.safeddl.check.bench;

import io.safeddl.check.output.PrettyJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The check as a user runs it, beside others in one run: how long it takes to start, how much it
 * gets done, and what twice as much costs. Programs take turns, so that what else the machine does
 * meets all of them.
 */
public final class CheckBenchmark {
  private static final int LINES = 25_000;
  private static final int COMPARED = 4;
  private static final String SMALL =
      "ALTER TABLE orders ADD COLUMN note text;\nCREATE INDEX i ON orders (note);\n";

  private final Path module;
  private final Path work;
  private final int rounds;
  private final Path output;

  private CheckBenchmark(Path module, int rounds) throws IOException {
    this.module = module;
    this.rounds = rounds;
    this.work = module.resolve("target/bench");
    Files.createDirectories(work);
    this.output = work.resolve("output.txt");
  }

  /**
   * Runs all of it and writes {@code check-start.json}, {@code check-throughput.json} and {@code
   * check-scale.json}.
   *
   * @param args the folder of the module; how many rounds
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    var benchmark =
        new CheckBenchmark(Path.of(args[0]).toAbsolutePath(), Integer.parseInt(args[1]));
    benchmark.start();
    benchmark.throughput();
    benchmark.scale();
  }

  private void start() throws IOException, InterruptedException {
    var file = Files.writeString(work.resolve("small.sql"), SMALL);
    var programs = new LinkedHashMap<String, List<String>>();
    programs.put("java -version", List.of(java(), "-version"));
    programs.put("java -jar safeddl-check.jar", List.of(java(), "-jar", jar(), file.toString()));
    programs.put("bin/safeddl-check", List.of(script(), file.toString()));
    var figures = measure(programs, 3 * rounds);
    print("Cold start, one small file (ms)", figures);
    write("check-start.json", Map.of("programs", figures));
  }

  private void throughput() throws IOException, InterruptedException {
    var corpus = corpus(COMPARED);
    var programs = new LinkedHashMap<String, List<String>>();
    programs.put("bin/safeddl-check", check(corpus));
    var squawk = Squawk.install(work.resolve("squawk"));
    if (squawk != null) {
      programs.put(
          "squawk " + Squawk.VERSION,
          List.of(squawk.toString(), "--reporter=json", corpus.folder() + "/*.sql"));
    }
    var figures = measure(programs, rounds);
    print(corpus.lines() + " lines in " + corpus.files() + " files (ms)", figures);
    var results = new LinkedHashMap<String, Object>();
    results.put("lines", corpus.lines());
    results.put("files", corpus.files());
    results.put("programs", figures);
    if (squawk != null) {
      var times = figures.get(1).medianMs() / figures.get(0).medianMs();
      var cpuTimes = figures.get(1).medianCpuMs() / figures.get(0).medianCpuMs();
      results.put("throughputOfSquawk", times);
      results.put("throughputOfSquawkByCpu", cpuTimes);
      System.out.printf(
          "safeddl-check has %.1f times the throughput of squawk (%.1f by processor time)%n",
          times, cpuTimes);
    }
    write("check-throughput.json", results);
  }

  private void scale() throws IOException, InterruptedException {
    var programs = new LinkedHashMap<String, List<String>>();
    var lines = new ArrayList<Integer>();
    for (var times : List.of(1, 2, COMPARED, 2 * COMPARED)) {
      var corpus = corpus(times);
      lines.add(corpus.lines());
      programs.put(times + "x: " + corpus.lines() + " lines", check(corpus));
    }
    var figures = measure(programs, rounds);
    print("What more costs (ms)", figures);
    write("check-scale.json", Map.of("lines", lines, "programs", figures));
  }

  private Corpus corpus(int times) throws IOException {
    return Corpus.write(work.resolve("scripts"), work.resolve("corpus-" + times), times * LINES);
  }

  private List<String> check(Corpus corpus) {
    return List.of(script(), "--format=json", corpus.folder().toString());
  }

  /** The first round warms the page cache, and makes the archive of classes; it does not count. */
  private List<Figures> measure(Map<String, List<String>> programs, int times)
      throws IOException, InterruptedException {
    var runs = new LinkedHashMap<String, List<Run>>();
    for (var round = 0; round <= times; round++) {
      for (var program : programs.entrySet()) {
        var run = Run.of(program.getValue(), work, output);
        if (round > 0) {
          runs.computeIfAbsent(program.getKey(), name -> new ArrayList<>()).add(run);
        }
      }
    }
    return runs.entrySet().stream().map(it -> Figures.of(it.getKey(), it.getValue())).toList();
  }

  private static void print(String title, List<Figures> figures) {
    System.out.println();
    System.out.println(Figures.head(title));
    figures.forEach(it -> System.out.println(it.row()));
  }

  private void write(String name, Map<String, Object> results) throws IOException {
    var all = new LinkedHashMap<String, Object>(results);
    all.put("processors", Runtime.getRuntime().availableProcessors());
    all.put("java", Runtime.version().toString());
    Files.writeString(work.resolve(name), PrettyJson.of(all) + "\n");
  }

  private String jar() {
    return module.resolve("target/safeddl-check.jar").toString();
  }

  private String script() {
    return module.resolveSibling("bin/safeddl-check").toString();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
