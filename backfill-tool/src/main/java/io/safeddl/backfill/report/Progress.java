package io.safeddl.backfill.report;

import io.safeddl.backfill.run.Sessions;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.state.Status;
import io.safeddl.backfill.state.StatusTable;
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
 * Shows while a run lasts how the job comes forward, by whatever process: a bar on a terminal, else
 * a line now and then. It reads the state, as everybody can.
 */
public final class Progress implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

  private static final Duration BAR = Duration.ofSeconds(1);
  private static final Duration LINE = Duration.ofSeconds(10);
  private static final int FULL = 1000;

  private final Sessions sessions;
  private final StateSchema schema;
  private final long job;
  private final Show show;
  private final Thread thread;

  private Progress(Sessions sessions, StateSchema schema, long job, Show show) {
    this.sessions = sessions;
    this.schema = schema;
    this.job = job;
    this.show = show;
    this.thread = new Thread(this::watch, "safeddl progress");
    this.thread.setDaemon(true);
  }

  /** Begins to show. */
  public static Progress start(Sessions sessions, StateSchema schema, long job, PrintWriter err) {
    var show = Terminal.isThere() ? new Bar() : new Lines(err);
    var progress = new Progress(sessions, schema, job, show);
    progress.thread.start();
    return progress;
  }

  private void watch() {
    var pace = new Pace();
    while (!Thread.currentThread().isInterrupted()) {
      try (var database = sessions.open()) {
        var jobs = new JobTable(database, schema);
        var table = new StatusTable(database, schema);
        while (!Thread.currentThread().isInterrupted()) {
          look(table, jobs, pace);
          try {
            Thread.sleep(show.period().toMillis());
          } catch (InterruptedException e) {
            if (show.isLeftStanding()) {
              look(table, jobs, pace);
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

  private void look(StatusTable table, JobTable jobs, Pace pace) throws SQLException {
    var status = table.of(jobs.byId(job));
    show.show(status, pace.rowsPerSecond(status));
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

    void show(Status status, long rowsPerSecond);

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
    public void show(Status status, long rowsPerSecond) {
      err.println(StatusText.line(status, rowsPerSecond));
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
    public void show(Status status, long rowsPerSecond) {
      if (bar.isEmpty()) {
        bar =
            Optional.of(
                new ProgressBarBuilder()
                    .setTaskName(status.job().table().name())
                    .setInitialMax(FULL)
                    .hideEta()
                    // Also while it stands still: then the reason is what one wants to see.
                    .continuousUpdate()
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build());
      }
      bar.get().stepTo(Math.round(status.share() * FULL));
      bar.get().setExtraMessage(" " + StatusText.beside(status, rowsPerSecond));
    }

    @Override
    public void close() {
      bar.ifPresent(ProgressBar::close);
    }
  }
}
