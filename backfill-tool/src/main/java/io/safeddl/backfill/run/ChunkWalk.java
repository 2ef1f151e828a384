package io.safeddl.backfill.run;

import io.safeddl.backfill.run.Cutter.SingleRow;
import io.safeddl.backfill.run.Cutter.Window;
import io.safeddl.backfill.state.Lease;
import io.safeddl.backfill.state.QuarantineTable;
import io.safeddl.backfill.walk.Nothing;
import io.safeddl.backfill.walk.Piece;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one chunk to its end, whatever stands in the way of its rows. */
final class ChunkWalk {
  private static final Logger LOG = LoggerFactory.getLogger(ChunkWalk.class);

  /** So often a window is tried as it is where a row of it is locked. */
  private static final int ATTEMPTS = 3;

  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

  private final Batch batch;
  private final Cutter cutter;
  private final Gate gate;
  private final Gate.Keeper keeper;
  private final Orders orders;
  private final QuarantineTable quarantine;
  private final long mostInQuarantine;
  private final Duration usualLimit;
  private final boolean sweep;

  private Duration limit;
  private int attempts;

  ChunkWalk(Parts parts, Gate.Keeper keeper) {
    this.batch = parts.batch();
    this.cutter = parts.cutter();
    this.gate = parts.gate();
    this.keeper = keeper;
    this.orders = parts.orders();
    this.quarantine = parts.quarantine();
    this.mostInQuarantine = parts.mostInQuarantine();
    this.usualLimit = parts.limit();
    this.sweep = parts.sweepFollows();
    this.limit = usualLimit;
  }

  /**
   * What it works with.
   *
   * @param limit the longest that a batch's statement may take
   * @param sweepFollows what is locked may be left to a sweep
   */
  record Parts(
      Batch batch,
      Cutter cutter,
      Gate gate,
      Orders orders,
      QuarantineTable quarantine,
      long mostInQuarantine,
      Duration limit,
      boolean sweepFollows) {}

  /**
   * Goes from where the chunk is to its end.
   *
   * @return empty at its end, else why this is the end of the run
   * @throws SQLException what a batch cannot cope with; {@link LeaseLostException} where the chunk
   *     is not ours any more
   */
  Optional<Ending> toTheEnd(Lease lease) throws SQLException, InterruptedException {
    var at = lease;
    while (!at.isAtEnd()) {
      var window = cutter.next(at);
      try {
        var end = write(at, window);
        if (end.isPresent()) {
          return end;
        }
        at = window.after();
        attempts = 0;
        limit = usualLimit;
      } catch (SQLException e) {
        var step = overcome(e, at, window);
        if (step.end() != null) {
          return Optional.of(step.end());
        }
        at = step.at();
      }
    }
    return Optional.empty();
  }

  private Optional<Ending> write(Lease at, Window window)
      throws SQLException, InterruptedException {
    var done = new ArrayList<Batch.Done>();
    for (var i = 0; i < window.pieces().size(); i++) {
      var end = gate.pass(keeper);
      if (end.isPresent()) {
        return end;
      }
      var last = i == window.pieces().size() - 1;
      done.add(run(at, window.pieces().get(i), last ? window.after() : at, 0));
    }
    cutter.took(window, done);
    return Optional.empty();
  }

  private Batch.Done run(Lease lease, Piece piece, Lease after, int skipped) throws SQLException {
    var begun = System.nanoTime();
    var done = batch.run(lease, piece, after, skipped, limit);
    gate.worked(Duration.ofNanos(System.nanoTime() - begun));
    orders.want(done.wanted());
    return done;
  }

  /** Where the chunk is after something went wrong, or the end of it all. */
  private record Step(Lease at, @Nullable Ending end) {}

  private Step overcome(SQLException e, Lease at, Window window)
      throws SQLException, InterruptedException {
    switch (Failure.of(e)) {
      case LOCKED -> {
        attempts++;
        LOG.debug("a row of {} is locked (attempt {})", at.name(), attempts);
        sleep(attempts);
        if (attempts < ATTEMPTS) {
          return new Step(at, null);
        }
        attempts = 0;
        if (window.smallest()) {
          return oneByOne(at, window);
        }
        cutter.halve();
      }
      case TOO_LONG -> {
        if (window.smallest()) {
          limit = limit.multipliedBy(2);
        }
        cutter.tookTooLong();
      }
      case ROW -> {
        if (window.smallest()) {
          return oneByOne(at, window);
        }
        cutter.halve();
      }
      case LOST, AWAY, STATEMENT -> throw e;
    }
    return new Step(at, null);
  }

  private Step oneByOne(Lease at, Window window) throws SQLException, InterruptedException {
    var skipped = 0;
    for (var row : cutter.rows(at, window)) {
      var end = gate.pass(keeper);
      if (end.isPresent()) {
        return new Step(at, end.get());
      }
      var written = one(at, row);
      if (written.end() != null) {
        return new Step(at, written.end());
      }
      skipped += written.skipped();
    }
    run(at, new Nothing(), window.after(), skipped);
    return new Step(window.after(), null);
  }

  private record Single(int skipped, @Nullable Ending end) {}

  private Single one(Lease at, SingleRow row) throws SQLException, InterruptedException {
    for (var attempt = 1; ; attempt++) {
      try {
        run(at, row.piece(), at, 0);
        return new Single(0, null);
      } catch (SQLException e) {
        switch (Failure.of(e)) {
          case ROW -> {
            put(at, row, e);
            return new Single(0, null);
          }
          case LOCKED, TOO_LONG -> {
            if (at.pass() == 1 && sweep && attempt >= ATTEMPTS) {
              LOG.info("row {} of {} is locked: left to the sweep", row.name(), at.name());
              return new Single(1, null);
            }
            if (attempt % 10 == ATTEMPTS) {
              LOG.info("row {} of {} is locked; waiting for it", row.name(), at.name());
            }
            sleep(attempt);
            keeper.keep("waits for row " + row.name() + " of " + at.name());
          }
          case LOST, AWAY, STATEMENT -> throw e;
        }
      }
      var end = gate.pass(keeper);
      if (end.isPresent()) {
        return new Single(0, end.get());
      }
    }
  }

  private void put(Lease at, SingleRow row, SQLException error) throws SQLException {
    LOG.warn("row {} of {} cannot be written: {}", row.name(), at.name(), error.getMessage());
    quarantine.put(at, row.name(), error);
    if (quarantine.count() > mostInQuarantine) {
      throw new TooManyFailuresException(mostInQuarantine, error);
    }
  }

  /** Longer each time, and never as long as somebody else's. */
  private static void sleep(int attempt) throws InterruptedException {
    var most = Math.min(LONGEST_SLEEP.toMillis(), 50L << Math.min(attempt, 6));
    Thread.sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
  }
}
