package io.safeddl.backfill.throttle;

import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one signal, again and again, on a session of its own: a slow one holds up no other. */
final class Collector implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);

  /** A signal that could not be read for so long is a reason by itself. */
  static final Duration BLIND = Duration.ofSeconds(15);

  /** Opens a session. */
  @FunctionalInterface
  interface Source {
    Database open() throws SQLException;
  }

  /** What was seen, and when. */
  private record Reading(Optional<String> reason, long nanos) {}

  private final Signal signal;
  private final Source source;
  private final Duration period;
  private final Duration blind;
  private final long begun = System.nanoTime();

  private volatile @Nullable Reading reading;
  private volatile @Nullable String failure;

  Collector(Signal signal, Source source, Duration period, Duration blind) {
    this.signal = signal;
    this.source = source;
    this.period = period;
    this.blind = blind;
  }

  /** Why the backfill shall stand back now, as far as this signal goes. */
  Optional<String> reason() {
    var last = reading;
    var age = System.nanoTime() - (last == null ? begun : last.nanos());
    if (age > blind.toNanos()) {
      return Optional.of(
          signal.name()
              + " could not be read for "
              + Duration.ofNanos(age).toSeconds()
              + " s"
              + (failure == null ? "" : ": " + failure));
    }
    return last == null ? Optional.of(signal.name() + " is not known yet") : last.reason();
  }

  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try (var database = source.open()) {
        limit(database);
        read(database);
      } catch (SQLException e) {
        note(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      pause();
    }
  }

  private static void limit(Database database) throws SQLException {
    database.execute("SET statement_timeout = '5s'");
    database.watch();
  }

  private void read(Database database) throws SQLException, InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        reading = new Reading(signal.look(database), System.nanoTime());
        failure = null;
      } catch (SQLException e) {
        note(e);
        if (!database.connection().isValid(1)) {
          return;
        }
      }
      Thread.sleep(period.toMillis());
    }
  }

  private void note(SQLException e) {
    if (failure == null) {
      LOG.warn("{} cannot be read: {}", signal.name(), e.getMessage());
    }
    failure = String.valueOf(e.getMessage());
  }

  private void pause() {
    try {
      Thread.sleep(period.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
