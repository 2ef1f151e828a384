package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells one execution, from another thread, that it is to end; wakes it where it sleeps. */
final class CancelSignal {
  private final CountDownLatch raised = new CountDownLatch(1);

  void raise() {
    raised.countDown();
  }

  boolean isRaised() {
    return raised.getCount() == 0;
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
        throw new UnsafeDdlException(
            "The statement was cancelled while it waited.", SqlStates.QUERY_CANCELED, List.of());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnsafeDdlException(
          "The thread was interrupted while its statement waited.", SqlStates.QUERY_CANCELED, e);
    }
  }
}
