package io.safeddl.backfill.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a command end in order when the process is told to (SIGTERM, Ctrl-C): the work is asked to
 * stop, and its message and its exit code are those with which the process then ends.
 */
final class Signals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  /** Behind that an orchestrator would kill us; ten seconds is the least that is common. */
  private static final long PATIENCE_SECONDS = 9;

  /** What a stopped statement leaves is seen to by the next one, which is given some time. */
  private static final long AGAIN_SECONDS = 3;

  private final Runnable stop;
  private final int otherwise;
  private final Thread hook = new Thread(this::end, "safeddl stop");
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean told;
  private volatile int code;

  private Signals(Runnable stop, int otherwise) {
    this.stop = stop;
    this.otherwise = otherwise;
  }

  /**
   * From here on.
   *
   * @param stop asks the work to stop; called again and again until it has
   * @param otherwise the exit code where it does not
   */
  static Signals watch(Runnable stop, int otherwise) {
    var signals = new Signals(stop, otherwise);
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
    // Whoever ends the process from here can no longer choose its code but so.
    Runtime.getRuntime().halt(finished.getCount() == 0 ? code : otherwise);
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
