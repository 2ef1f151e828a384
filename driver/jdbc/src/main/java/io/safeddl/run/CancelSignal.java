package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends one execution from another thread: wakes it where it sleeps, and cancels the statement that
 * it has at the server.
 */
final class CancelSignal {
  private final CountDownLatch raised = new CountDownLatch(1);
  private @Nullable Session atServer;

  /** Ends the execution: {@code Statement.cancel()}. */
  void raise() throws SQLException {
    raised.countDown();
    cancelAtServer();
  }

  /** Ends only a sleep: the connection is being closed, which ends what is at the server. */
  void wake() {
    raised.countDown();
  }

  boolean isRaised() {
    return raised.getCount() == 0;
  }

  /**
   * Cancels the statement that is at the server, if any, and leaves the execution to go on. The
   * lock is held until the server has taken note, so that a late cancel never hits the statement
   * after.
   */
  synchronized void cancelAtServer() throws SQLException {
    if (atServer != null) {
      atServer.cancel();
    }
  }

  /** Runs a statement that {@link #raise} and {@link #cancelAtServer} may cancel. */
  void cancellable(Session session, Work work) throws SQLException {
    synchronized (this) {
      failIfRaised();
      atServer = session;
    }
    try {
      work.run();
    } finally {
      synchronized (this) {
        atServer = null;
      }
    }
  }

  /**
   * Sleeps until the time is over.
   *
   * @throws SQLException 57014, as the server would say it, where the signal was raised or the
   *     thread interrupted; the interrupt stays set
   */
  void sleep(Duration time) throws SQLException {
    try {
      if (raised.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        failIfRaised();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnsafeDdlException(
          "The thread was interrupted while its statement waited.", SqlStates.QUERY_CANCELED, e);
    }
  }

  private void failIfRaised() throws SQLException {
    if (isRaised()) {
      throw new UnsafeDdlException(
          "The statement was cancelled while it waited.", SqlStates.QUERY_CANCELED, List.of());
    }
  }

  /** Something that talks to the server. */
  @FunctionalInterface
  interface Work {
    void run() throws SQLException;
  }
}
