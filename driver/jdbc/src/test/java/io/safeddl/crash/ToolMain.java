package io.safeddl.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A migration tool in a JVM of its own, which stops before and behind each step until it is told to
 * go on; it may be killed there. It reads orders from standard input and answers line by line on
 * standard output ({@link Answer}).
 */
final class ToolMain {
  private static final Pattern STEP =
      Pattern.compile("step \\d+ of \\d+ (begins|done)\\b.*", Pattern.DOTALL);

  private final PrintStream out;
  private final Semaphore goes = new Semaphore(0);
  private volatile boolean pausing;
  private volatile @Nullable Migration running;

  private ToolMain(PrintStream out) {
    this.out = out;
  }

  /** Without arguments. */
  public static void main(String[] arguments) throws IOException {
    var tool = new ToolMain(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    PausingLogs.listen(
        (level, line) -> {
          if (STEP.matcher(line).matches()) {
            tool.at(line);
          } else {
            tool.answer(Answer.Kind.LOG, level + " " + line);
          }
        });
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var order = in.readLine(); order != null; order = in.readLine()) {
      tool.obey(List.of(order.split("\t", -1)));
    }
    // Whoever started it is gone; a migration that waits for it must not keep it alive.
    Runtime.getRuntime().halt(0);
  }

  private void obey(List<String> order) {
    switch (order.get(0)) {
      case "run" -> run(order.get(1).equals("pausing"), order.subList(2, order.size()));
      case "go" -> goes.release();
      case "cancel" -> cancel();
      default -> throw new IllegalArgumentException(String.join(" ", order));
    }
  }

  private void run(boolean mayPause, List<String> arguments) {
    pausing = mayPause;
    goes.drainPermits();
    var texts = arguments.stream().map(ToolMain::decoded).toList();
    var migration =
        new Migration(
            this, Shape.valueOf(texts.get(0)), texts.subList(1, 4), texts.subList(4, texts.size()));
    running = migration;
    var thread = new Thread(migration, "migration");
    thread.setDaemon(true);
    thread.start();
  }

  private void cancel() {
    var migration = running;
    try {
      if (migration != null) {
        migration.cancel();
      }
    } catch (SQLException e) {
      answer(Answer.Kind.LOG, "not cancelled: " + e);
    }
  }

  /** Says where it is, and waits for the word to go on. */
  void at(String line) {
    if (pausing) {
      answer(Answer.Kind.AT, line);
      goes.acquireUninterruptibly();
    }
  }

  void answer(Answer.Kind kind, String text) {
    synchronized (out) {
      out.println(kind + "\t" + encoded(text));
    }
  }

  static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
  }
}
