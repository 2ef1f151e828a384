package io.safeddl.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one concurrent build from a thread and a connection of its own: frees the snapshots of
 * idle sibling connections while the build waits, tells how far it is (deploy systems kill what is
 * silent), and cancels it where it would wait for ever or longer than it may.
 */
final class BuildSupervisor implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(BuildSupervisor.class);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration UNTIL_GONE = Duration.ofSeconds(10);
  private static final Duration SAY_EVERY = Duration.ofSeconds(5);

  private final Build build;
  private final Thread thread;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final long started = System.nanoTime();

  private Duration nextWord = SAY_EVERY;
  private @Nullable Duration waitingForOurselves;
  private @Nullable Duration waitingForTable;
  private volatile @Nullable Cancelled cancelled;
  private volatile long indexOid;

  /**
   * What is watched.
   *
   * @param what the statement in a few words
   * @param limits how long it may wait for what
   */
  record Build(
      String what,
      Siblings siblings,
      Siblings.Member self,
      ConnectionSource source,
      CancelSignal cancel,
      BuildPatience limits,
      boolean logQueries) {}

  private BuildSupervisor(Build build) {
    this.build = build;
    this.thread = new Thread(this, "safeddl-build-" + build.self().session().pid());
    this.thread.setDaemon(true);
  }

  /** Begins to watch. */
  static BuildSupervisor start(Build build) {
    var supervisor = new BuildSupervisor(build);
    supervisor.thread.start();
    return supervisor;
  }

  /** Ends the watch and waits until thread and connection are gone, but not for ever. */
  void stop() {
    stopped.countDown();
    boolean interrupted = false;
    long end = System.nanoTime() + UNTIL_GONE.toNanos();
    while (thread.isAlive() && System.nanoTime() < end) {
      try {
        thread.join(100);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** That the build was cancelled from here, and why. */
  record Cancelled(Cause cause, String why) {}

  /** What made it useless or too late to wait on. */
  enum Cause {
    WAITS_FOR_OURSELVES,
    WAITS_TOO_LONG,
    DEADLINE
  }

  /** Why the build was cancelled from here, or null. */
  @Nullable Cancelled cancelled() {
    return cancelled;
  }

  /** The index that the server said it was building, or 0. */
  long indexOid() {
    return indexOid;
  }

  @Override
  public void run() {
    try {
      if (!stopped.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        watch();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() throws InterruptedException {
    try (Connection connection = build.source().open()) {
      var eye = Session.of(connection);
      do {
        // Not only while it waits: a snapshot that is there when a wait begins is waited for to the
        // end of its transaction, even if it is freed a moment later.
        freeSiblings(BuildLook.pinning(eye)::contains);
        look(BuildLook.of(eye, build.self().session().pid(), build.logQueries()));
      } while (!stopped.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (SQLException e) {
      if (stopped.getCount() > 0) {
        LOG.warn("{} goes on unwatched: no connection to watch it with", build.what(), e);
        watchBlindly();
      }
    }
  }

  /** Without a connection: what can be done for the siblings, the deadline, and a sign of life. */
  private void watchBlindly() throws InterruptedException {
    do {
      freeSiblings(pid -> true);
      checkDeadline();
      say("running");
    } while (!stopped.await(TICK.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void look(BuildLook look) {
    if (look.indexOid() != 0) {
      indexOid = look.indexOid();
    }
    waitingForOurselves = since(waitingForOurselves, look.waiting() && waitsForIdleSibling(look));
    waitingForTable = since(waitingForTable, look.waiting() && isBounded(look));
    if (isOver(waitingForOurselves, build.limits().ourselves())) {
      cancel(
          Cause.WAITS_FOR_OURSELVES,
          "it waits for another connection of the same application, which cannot end before it: "
              + look.describeParties()
              + ". Commit or close that connection before the build, close its cursor, or run the"
              + " build in a migration of its own");
    } else if (isOver(waitingForTable, build.limits().table())) {
      cancel(
          Cause.WAITS_TOO_LONG,
          "it has waited for "
              + Words.duration(build.limits().table())
              + " for "
              + look.describeParties());
    }
    checkDeadline();
    say(look.describe());
  }

  private boolean isBounded(BuildLook look) {
    return look.onRelation() || build.limits().boundsEveryWait();
  }

  private boolean waitsForIdleSibling(BuildLook look) {
    return look.parties().stream()
        .anyMatch(
            p ->
                p.idleInTransaction()
                    && build.siblings().beside(build.self(), p.pid()).isPresent());
  }

  private @Nullable Duration since(@Nullable Duration before, boolean now) {
    return now ? (before == null ? elapsed() : before) : null;
  }

  private boolean isOver(@Nullable Duration since, Duration limit) {
    return since != null && elapsed().minus(since).compareTo(limit) >= 0;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  private void freeSiblings(IntPredicate which) {
    for (var sibling : build.siblings().beside(build.self())) {
      try {
        if (which.test(sibling.session().pid())) {
          sibling.freeSnapshot();
        }
      } catch (SQLException e) {
        // Its owner will see the same at its next statement; the build only waits a little longer.
        LOG.debug("the snapshot of pid {} was not freed", sibling.session().pid(), e);
      }
    }
  }

  private void checkDeadline() {
    if (build.limits().deadline().isPast()) {
      cancel(Cause.DEADLINE, "the deadline (safeddl.deadline) has passed");
    }
  }

  private void cancel(Cause cause, String why) {
    if (cancelled != null) {
      return;
    }
    cancelled = new Cancelled(cause, why);
    LOG.warn("cancelling {}: {}", build.what(), why);
    try {
      build.cancel().cancelAtServer();
    } catch (SQLException e) {
      LOG.warn("{} could not be cancelled", build.what(), e);
      cancelled = null;
    }
  }

  private void say(String state) {
    if (elapsed().compareTo(nextWord) >= 0) {
      nextWord = elapsed().plus(SAY_EVERY);
      LOG.info("{}: {} ({})", build.what(), state, Words.duration(elapsed()));
    }
  }
}
