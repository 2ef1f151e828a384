package io.safeddl.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link ToolMain} in another JVM, seen from here. */
final class ToolJvm implements AutoCloseable {
  private static final Path ERRORS = Path.of("target", "crash", "tool-errors.log");

  private final Process process;
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final List<String> heard = new ArrayList<>();

  private ToolJvm(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param classes the options that give it its classes
   */
  static ToolJvm start(List<String> classes) {
    try {
      Files.createDirectories(ERRORS.getParent());
      var command =
          new ArrayList<String>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Dslf4j.provider=" + PausingLogs.class.getName()));
      command.addAll(classes);
      command.add(ToolMain.class.getName());
      var process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(ERRORS.toFile()))
              .start();
      var jvm = new ToolJvm(process);
      var reader = new Thread(jvm::listen, "answers of " + process.pid());
      reader.setDaemon(true);
      reader.start();
      return jvm;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        int tab = line.indexOf('\t');
        answers.add(
            new Answer(
                Answer.Kind.valueOf(line.substring(0, tab)),
                ToolMain.decoded(line.substring(tab + 1))));
      }
    } catch (IOException e) {
      answers.add(new Answer(Answer.Kind.LOG, "no further answers: " + e));
    }
    answers.add(new Answer(Answer.Kind.GONE, ""));
  }

  /**
   * Begins a migration.
   *
   * @param pausing whether to stop at each line until {@link #go}
   */
  void run(boolean pausing, Shape shape, List<String> database, List<String> statements) {
    heard.clear();
    var order = new StringBuilder("run\t" + (pausing ? "pausing" : "through"));
    order.append('\t').append(ToolMain.encoded(shape.name()));
    database.forEach(text -> order.append('\t').append(ToolMain.encoded(text)));
    statements.forEach(text -> order.append('\t').append(ToolMain.encoded(text)));
    order(order.toString());
  }

  void go() {
    order("go");
  }

  void cancel() {
    order("cancel");
  }

  private void order(String order) {
    try {
      var pipe = process.getOutputStream();
      pipe.write(order.getBytes(StandardCharsets.US_ASCII));
      pipe.write('\n');
      pipe.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next thing that it says, log lines aside; null where it says nothing for that long. */
  @Nullable Answer next(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      var answer = answers.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (answer == null) {
        return null;
      }
      heard.add(answer.toString());
      if (answer.kind() != Answer.Kind.LOG) {
        return answer;
      }
    }
  }

  /** All that it has said since the migration began. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Lets it end by itself. */
  void end() throws InterruptedException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
