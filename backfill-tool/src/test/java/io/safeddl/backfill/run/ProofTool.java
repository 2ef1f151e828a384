package io.safeddl.backfill.run;

import io.safeddl.backfill.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tool as a user starts it, in this process or in processes of its own. */
final class ProofTool implements AutoCloseable {
  private static final String AT_WORK =
      "SELECT w.process FROM safeddl.backfill_chunk c JOIN safeddl.backfill_worker w"
          + " ON w.id = c.worker WHERE NOT c.done AND w.ended_at IS NULL";

  private final Scene scene;
  private final ProofTable table;
  private final Mutant mutant;
  private final Path folder;
  private final Path spec;
  private final List<Process> started = new ArrayList<>();
  private String walk = "auto";
  private int workers = 1;

  ProofTool(ProofTable table, Mutant mutant, Path folder, String text) throws IOException {
    this.scene = table.scene();
    this.table = table;
    this.mutant = mutant;
    this.folder = folder;
    this.spec = Files.writeString(folder.resolve("spec.yaml"), text);
  }

  /**
   * Whether it is the tool as it is; a wrong one gets all the time that it needs to show itself.
   */
  boolean isRight() {
    return mutant.isNone();
  }

  /** How a run is to work. */
  void runWith(String walk, int workers) {
    this.walk = walk;
    this.workers = workers;
  }

  /** What a command gave. */
  record Said(int exit, String words) {}

  /** Runs a command in this process. */
  Said command(List<String> words) {
    var line = new ArrayList<>(words);
    line.add(1, spec.toString());
    line.addAll(server());
    var text = new StringWriter();
    var writer = new PrintWriter(text, true);
    var exit = Main.run(line.toArray(String[]::new), writer, writer);
    return new Said(exit, words + " " + exit + ": " + text);
  }

  private List<String> server() {
    var database = scene.database();
    return List.of(
        "--url", database.jdbcUrl(), "--user", database.user(), "--password", database.password());
  }

  /** Starts a run in a process of its own; that of a mutant where there is one. */
  Process start() throws IOException {
    if (mutant.isNone()) {
      return start(
          List.of("run", "--lease", "1s", "--walk", walk, "--workers", Integer.toString(workers)));
    }
    var database = scene.database();
    return start(
        ProofProcess.class,
        List.of(
            mutant.name(),
            spec.toString(),
            database.jdbcUrl(),
            database.user(),
            database.password()));
  }

  /** Starts a command in a process of its own. */
  Process start(List<String> words) throws IOException {
    var line = new ArrayList<>(words);
    line.add(1, spec.toString());
    line.addAll(server());
    return start(Main.class, line);
  }

  private Process start(Class<?> main, List<String> arguments) throws IOException {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    line.addAll(arguments);
    var process =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()))
            .start();
    started.add(process);
    return process;
  }

  private Path output() {
    return folder.resolve("out");
  }

  /** What the processes have said. */
  String said() throws IOException {
    return Files.exists(output()) ? Files.readString(output()) : "";
  }

  /** Waits until some of them have chunks at hand; none where they have all ended. */
  List<Process> awaitAtWork(List<Process> processes) throws Exception {
    while (processes.stream().anyMatch(Process::isAlive)) {
      var pids = table.numbers(AT_WORK);
      var working = processes.stream().filter(it -> it.isAlive() && pids.contains(it.pid()));
      var found = working.toList();
      if (!found.isEmpty()) {
        return found;
      }
      Thread.sleep(20);
    }
    return List.of();
  }

  /** SIGKILL: it cannot do anything any more, and the server hears of it by its socket. */
  static void kill(Process process) throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
    started.forEach(process -> process.onExit().join());
  }
}
