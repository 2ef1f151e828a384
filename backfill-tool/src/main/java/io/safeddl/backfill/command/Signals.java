package io.safeddl.backfill.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a command end in order when the process is told to (SIGTERM, Ctrl-C): the work is asked to
 * stop. Where the process is the command's own, its message and its exit code are those with which
 * it then ends; in a process of others it is waited for, and they end it as they like.
 */
final class Signals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  /** Behind that an orchestrator would kill us; ten seconds is the least that is common. */
  private static final long PATIENCE_SECONDS = 9;

  /** What a stopped statement leaves is seen to by the next one, which is given some time. */
  private static final long AGAIN_SECONDS = 3;

  private final Runnable stop;
  private final int otherwise;
  private final IntConsumer halt;
  private final Thread hook = new Thread(this::end, "safeddl stop");
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean told;
  private volatile int code;

  private Signals(Runnable stop, int otherwise, IntConsumer halt) {
    this.stop = stop;
    this.otherwise = otherwise;
    this.halt = halt;
  }

  /**
   * From here on.
   *
   * @param stop asks the work to stop; called again and again until it has
   * @param otherwise the exit code where it does not
   * @param halt ends the process with a code, where it is ours
   */
  static Signals watch(Runnable stop, int otherwise, IntConsumer halt) {
    var signals = new Signals(stop, otherwise, halt);
    signals.code = otherwise;
    Runtime.getRuntime().addShutdownHook(signals.hook);
    return signals;
  }

  /** Whether the process was told to end. */
  boolean told() {
    return told;
  }

  /** The work has ended, with that exit code; all is said. */
  void ended(int exitCode) {
    code = exitCode;
  }

  private void end() {
    told = true;
    try {
      for (var i = 0; i < PATIENCE_SECONDS / AGAIN_SECONDS; i++) {
        stop.run();
        if (finished.await(AGAIN_SECONDS, TimeUnit.SECONDS)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    halt.accept(finished.getCount() == 0 ? code : otherwise);
  }

  @Override
  public void close() {
    finished.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("the process is ending, which the hook sees to", e);
    }
  }
}
