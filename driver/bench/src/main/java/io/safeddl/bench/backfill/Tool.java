package io.safeddl.bench.backfill;

import io.safeddl.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code safeddl-backfill} as a user starts it: a process of its own, with a small heap. */
final class Tool {
  /** What is left of a machine where a job runs beside the application; bin/safeddl-backfill's. */
  private static final List<String> OPTIONS =
      List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private static final long LOOK_MS = 50;
  private static final long UNKNOWN = -1;

  private final TestDatabase database;
  private final Path spec;

  /**
   * The tool.
   *
   * @param spec the file
   */
  Tool(TestDatabase database, Path spec) {
    this.database = database;
    this.spec = spec;
  }

  /** Writes a spec where nobody else looks. */
  static Path spec(String text) throws IOException {
    var file = Files.createTempFile("safeddl-bench", ".yaml");
    file.toFile().deleteOnExit();
    return Files.writeString(file, text);
  }

  /**
   * Runs a command to its end.
   *
   * @return the most memory that the process had resident, in bytes; -1 where the system does not
   *     tell
   * @throws IllegalStateException where it ends with another code than 0; with what it printed
   */
  long run(String command, String... options) throws IOException, InterruptedException {
    try (var running = start(command, options)) {
      return running.await(Set.of(0));
    }
  }

  /** Starts a command. */
  Running start(String command, String... options) throws IOException {
    var line = new ArrayList<>(List.of(command, spec.toString()));
    line.addAll(List.of(options));
    var output = Files.createTempFile("safeddl-bench", ".log");
    output.toFile().deleteOnExit();
    var process =
        ToolProcess.of(database.jdbcUrl(), database.user(), database.password(), OPTIONS, line)
            .redirectOutput(output.toFile())
            .start();
    return new Running(command, process, output);
  }

  /** A command that runs. */
  static final class Running implements AutoCloseable {
    private final String command;
    private final Process process;
    private final Path output;

    private Running(String command, Process process, Path output) {
      this.command = command;
      this.process = process;
      this.output = output;
    }

    /** Waits for its end; returns what {@link Tool#run} returns. */
    long await(Set<Integer> codes) throws IOException, InterruptedException {
      var most = UNKNOWN;
      while (!process.waitFor(LOOK_MS, TimeUnit.MILLISECONDS)) {
        most = Math.max(most, resident());
      }
      if (!codes.contains(process.exitValue())) {
        throw new IllegalStateException(
            "%s ended with %d:%n%s"
                .formatted(command, process.exitValue(), Files.readString(output)));
      }
      return most;
    }

    boolean isAlive() {
      return process.isAlive();
    }

    /** What it has printed so far. */
    String printed() throws IOException {
      return Files.readString(output);
    }

    /** Asks it to stop, as Ctrl-C does. */
    void stop() {
      process.destroy();
    }

    /** Linux tells it in /proc; elsewhere nobody does. */
    private long resident() {
      var status = Path.of("/proc", Long.toString(process.pid()), "status");
      var line = highWater(status);
      return line == null ? UNKNOWN : Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }

    private static @Nullable String highWater(Path status) {
      try (var lines = Files.lines(status)) {
        return lines.filter(it -> it.startsWith("VmHWM:")).findFirst().orElse(null);
      } catch (IOException e) {
        return null; // It has ended, or this is not Linux.
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
