package io.safeddl.backfill.run;

import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries again for a while where the server is away: it restarts, or fails over. */
public final class Reconnect {
  private static final Logger LOG = LoggerFactory.getLogger(Reconnect.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Duration most;
  private boolean away;
  private long since;
  private Duration pause = FIRST_PAUSE;

  /**
   * For a while.
   *
   * @param most how long in all, from the first failure on
   */
  public Reconnect(Duration most) {
    this.most = most;
  }

  /** Something that wants a session. */
  @FunctionalInterface
  public interface Work<T> {
    /** Opens one and does it; all of it again where the session is lost. */
    T run() throws SQLException;
  }

  /** Does it, as often as it takes. */
  public <T> T persist(Work<T> work) throws SQLException, InterruptedException {
    while (true) {
      try {
        return work.run();
      } catch (SQLException e) {
        if (!again(e)) {
          throw e;
        }
      }
    }
  }

  /** There is a session again. */
  void back() {
    away = false;
    pause = FIRST_PAUSE;
  }

  /** Waits until it is worth another try; false where there shall be none. */
  boolean again(SQLException e) throws InterruptedException {
    var now = System.nanoTime();
    if (!away) {
      away = true;
      since = now;
    }
    if (Failure.of(e) != Failure.AWAY || now - since > most.toNanos()) {
      return false;
    }
    LOG.warn("the server is away ({}); trying again", e.getMessage());
    Thread.sleep(pause.toMillis());
    pause = pause.multipliedBy(2);
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    return true;
  }
}
