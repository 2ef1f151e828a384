package io.safeddl.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** pgjdbc's tests, compiled, to be run in JVMs of their own. */
final class Suite {
  private final Path sources;
  private final Path classes;
  private final List<Path> libraries;
  private final Server server;

  private Suite(Path sources, Path classes, List<Path> libraries, Server server) {
    this.sources = sources;
    this.classes = classes;
    this.libraries = libraries;
    this.server = server;
  }

  /**
   * Patches and compiles the tests.
   *
   * @param unpacked where the archives with pgjdbc's sources are unpacked
   * @param libraries the jars that they need
   */
  static Suite compile(Path unpacked, Path work, List<Path> libraries, Server server)
      throws IOException {
    Path sources;
    try (Stream<Path> entries = Files.list(unpacked)) {
      sources = entries.filter(Files::isDirectory).findFirst().orElseThrow();
    }
    Path tests = sources.resolve("src/test/java");
    Patches.apply(tests);
    Path classes = Files.createDirectories(work.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of("-nowarn", "-proc:none", "-g", "-parameters", "--release", "17", "-d"));
    arguments.addAll(List.of(classes.toString(), "-cp", path(libraries)));
    try (Stream<Path> files = Files.walk(tests)) {
      files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
    }
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    if (status != 0) {
      throw new IllegalStateException("pgjdbc's tests do not compile; see above");
    }
    return new Suite(sources, classes, libraries, server);
  }

  /**
   * Runs tests in a JVM of its own, in a database of its own.
   *
   * @param mode raw, or a value of safeddl.mode
   * @param testClasses the classes to run; all where empty
   * @return what became of each test
   */
  Map<String, Outcome> run(String mode, List<String> testClasses, Path log)
      throws IOException, InterruptedException {
    Path results = Files.createTempFile(log.toAbsolutePath().getParent(), "results", ".tsv");
    server.prepare();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-Duser.language=en", "-Duser.country=US"));
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
    command.add("-D" + Patches.PREFIX + "=" + (mode.equals("raw") ? "jdbc:" : "jdbc:safeddl:"));
    command.add("-Dbuild.properties.relative.path=" + sources.toAbsolutePath() + "/");
    server.properties().forEach((key, value) -> command.add("-D" + key + "=" + value));
    List<Path> classPath = new ArrayList<>(List.of(classes, sources.resolve("src/test/resources")));
    classPath.addAll(libraries);
    command.addAll(List.of("-cp", path(classPath), SuiteMain.class.getName()));
    command.addAll(List.of(classes.toString(), results.toString()));
    command.addAll(testClasses);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(Files.createDirectories(sources.resolve("work")).toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SAFEDDL_"));
    if (!mode.equals("raw")) {
      builder.environment().put("SAFEDDL_MODE", mode.toLowerCase(Locale.ROOT));
    }
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    int status = builder.start().waitFor();
    if (status != 0) {
      throw new IllegalStateException("the run '" + mode + "' broke off; see " + log);
    }
    return read(results);
  }

  private static Map<String, Outcome> read(Path results) throws IOException {
    Map<String, Outcome> outcomes = new TreeMap<>();
    for (String line : Files.readAllLines(results)) {
      String[] columns = line.split("\t", 3);
      outcomes.put(columns[0], new Outcome(Outcome.Status.valueOf(columns[1]), columns[2]));
    }
    return outcomes;
  }

  private static String path(List<Path> entries) {
    return String.join(
        System.getProperty("path.separator"), entries.stream().map(Path::toString).toList());
  }
}
