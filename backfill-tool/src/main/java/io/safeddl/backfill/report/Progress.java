package io.safeddl.backfill.report;

import io.safeddl.backfill.recipe.Reading;
import io.safeddl.backfill.run.Sessions;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.state.StatusTable;
import io.safeddl.backfill.target.Database;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how some work comes forward while it lasts: a bar on a terminal, else a line now and then.
 * That of a run is read from the state, as everybody can, and so is what other processes do.
 */
public final class Progress implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private static final Duration BAR = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration LINE = Duration.ofSeconds(10);
  private static final int FULL = 1000;

  private final Source source;
  private final Show show;
  private final Thread thread;

  private Progress(Source source, Show show) {
    this.source = source;
    this.show = show;
    this.thread = new Thread(this::watch, "safeddl progress");
    this.thread.setDaemon(true);
  }

  /** Where looks come from. */
  @FunctionalInterface
  private interface Source {
    Eye open() throws SQLException;
  }

  /** What looks; it may be lost, and is opened anew then. */
  private interface Eye extends AutoCloseable {
    /** Empty as long as nothing is known. */
    Optional<Look> look() throws SQLException;

    @Override
    void close() throws SQLException;
  }

  /** Begins to show a run, by whatever process. */
  public static Progress start(Sessions sessions, StateSchema schema, long job, PrintWriter err) {
    var pace = new Pace();
    return start(() -> new State(sessions.open(), schema, job, pace), err);
  }

  /** Begins to show a reading of this process. */
  public static Progress start(Reading reading, PrintWriter err) {
    var begin = System.nanoTime();
    return start(
        () ->
            new Eye() {
              @Override
              public Optional<Look> look() {
                return ReadingText.of(reading, Duration.ofNanos(System.nanoTime() - begin));
              }

              @Override
              public void close() {}
            },
        err);
  }

  private static Progress start(Source source, PrintWriter err) {
    var progress = new Progress(source, Terminal.isThere() ? new Bar() : new Lines(err));
    progress.thread.start();
    return progress;
  }

  private record State(Database database, StateSchema schema, long job, Pace pace) implements Eye {
    @Override
    public Optional<Look> look() throws SQLException {
      var status = new StatusTable(database, schema).of(new JobTable(database, schema).byId(job));
      var rate = pace.rowsPerSecond(status);
      return Optional.of(
          new Look(
              status.job().table().name(),
              status.share(),
              StatusText.line(status, rate),
              StatusText.beside(status, rate)));
    }

    @Override
    public void close() throws SQLException {
      database.close();
    }
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try (var eye = source.open()) {
        while (!Thread.currentThread().isInterrupted()) {
          var look = eye.look();
          look.ifPresent(show::show);
          try {
            Thread.sleep((look.isEmpty() ? SOON : show.period()).toMillis());
          } catch (InterruptedException e) {
            if (show.isLeftStanding()) {
              eye.look().ifPresent(show::show);
            }
            throw e;
          }
        }
      } catch (SQLException e) {
        LOG.debug("no look at the progress", e);
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(show.period().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(BAR.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    show.close();
  }

  private sealed interface Show permits Lines, Bar {
    Duration period();

    /** Whether what was shown last is seen afterwards too, so that it has to be the end. */
    boolean isLeftStanding();

    void show(Look look);

    void close();
  }

  private static final class Lines implements Show {
    private final PrintWriter err;

    Lines(PrintWriter err) {
      this.err = err;
    }

    @Override
    public Duration period() {
      return LINE;
    }

    @Override
    public boolean isLeftStanding() {
      return false;
    }

    @Override
    public void show(Look look) {
      err.println(look.line());
      err.flush();
    }

    @Override
    public void close() {
      err.flush();
    }
  }

  private static final class Bar implements Show {
    private Optional<ProgressBar> bar = Optional.empty();

    @Override
    public Duration period() {
      return BAR;
    }

    @Override
    public boolean isLeftStanding() {
      return true;
    }

    @Override
    public void show(Look look) {
      if (bar.isEmpty()) {
        bar =
            Optional.of(
                new ProgressBarBuilder()
                    .setTaskName(look.name())
                    .setInitialMax(FULL)
                    .hideEta()
                    // Also while it stands still: then the reason is what one wants to see.
                    .continuousUpdate()
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build());
      }
      bar.get().stepTo(Math.round(look.share() * FULL));
      bar.get().setExtraMessage(" " + look.beside());
    }

    @Override
    public void close() {
      bar.ifPresent(ProgressBar::close);
      bar = Optional.empty();
    }
  }
}
