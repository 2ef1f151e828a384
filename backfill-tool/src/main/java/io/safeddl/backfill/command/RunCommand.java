package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.report.Progress;
import io.safeddl.backfill.report.StatusText;
import io.safeddl.backfill.run.Backfill;
import io.safeddl.backfill.run.Ending;
import io.safeddl.backfill.run.Reconnect;
import io.safeddl.backfill.run.RunOptions;
import io.safeddl.backfill.run.Sessions;
import io.safeddl.backfill.run.Task;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.spec.SpecFile;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.StatusTable;
import io.safeddl.backfill.state.Wanted;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.throttle.Throttle;
import io.safeddl.plan.SettingText;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code run}: fills the table, or goes on where somebody has stopped. */
@Command(
    name = "run",
    description = {
      "Backfill, or resume.",
      "Several processes on several machines may run the same spec at once."
    })
public final class RunCommand extends JobCommand {
  private static final Duration LEAST_LEASE = Duration.ofSeconds(1);
  private static final int MOST_WORKERS = 64;

  @Parameters(paramLabel = "SPEC", description = "The spec file.")
  private @Nullable Path specFile;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many batches at a time, in this process (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--lease",
      paramLabel = "DURATION",
      defaultValue = "15s",
      converter = DurationConverter.class,
      description =
          "After how long without a batch another worker takes over (default: ${DEFAULT-VALUE}).")
  private Duration lease = RunOptions.DEFAULT.lease();

  @Option(
      names = "--reconnect",
      paramLabel = "DURATION",
      defaultValue = "5m",
      converter = DurationConverter.class,
      description = "How long to try to reach a server that is away (default: ${DEFAULT-VALUE}).")
  private Duration reconnect = RunOptions.DEFAULT.reconnect();

  @Option(
      names = "--walk",
      paramLabel = "auto|blocks|key",
      defaultValue = "auto",
      description =
          "In which order: auto takes that of the heap, and that of the key where there is no heap"
              + " (default: ${DEFAULT-VALUE}).")
  private String walk = "auto";

  @Option(
      names = "--again",
      description = "Walk the table once more, even where every row is known to be filled.")
  private boolean again;

  @Option(
      names = "--quarantine",
      paramLabel = "ROWS",
      defaultValue = "1000",
      description =
          "How many rows that cannot be written are put aside before the run gives up (default:"
              + " ${DEFAULT-VALUE}).")
  private long quarantine;

  /** With the environment of the process. */
  public RunCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() throws IOException, SQLException, InterruptedException {
    var options = options();
    var file = Objects.requireNonNull(specFile);
    var text = SpecFile.text(file);
    var spec = SpecFile.parse(file, text);
    var sessions = new Sessions(() -> server.open(environment));
    var task = task(spec, text, sessions);
    if (task.job().wanted() == Wanted.PAUSE) {
      out().println("Somebody has paused this job; `resume` lets it go on.");
      return ExitCode.PAUSED;
    }
    if (task.job().wanted() == Wanted.CANCEL) {
      out().println("Somebody has cancelled this job; `resume` lets it go on all the same.");
      return ExitCode.NOT_FINISHED;
    }
    var closed = spec.window().filter(it -> !it.isOpen(Instant.now()));
    if (closed.isPresent()) {
      out().println("Outside the window " + closed.get() + ".");
      return ExitCode.PAUSED;
    }
    if (task.isDone()) {
      out().println("Every row is filled already; `run --again` walks the table once more.");
      return ExitCode.DONE;
    }
    return run(task, options, sessions);
  }

  /** No session outlives this: the run opens its own, and can do without one for a while. */
  private Task task(Spec spec, String text, Sessions sessions) throws SQLException {
    try (var database = first(sessions)) {
      return new TaskReader(database, server.schema()).task(spec, text, again);
    }
  }

  private Database first(Sessions sessions) throws SQLException {
    try {
      return sessions.open();
    } catch (SQLException e) {
      throw new UnreachableException(server.name(environment), e);
    }
  }

  private int run(Task task, RunOptions options, Sessions sessions)
      throws SQLException, InterruptedException {
    try (var throttle = Throttle.start(task.spec().throttle(), task.target(), sessions::open)) {
      var backfill = new Backfill(task, options, sessions, throttle, Clock.systemUTC());
      // The batches at hand are committed, the chunks are given back.
      try (var signals = watch(backfill::stop)) {
        var code = run(backfill, task, sessions, options);
        signals.ended(code);
        return code;
      }
    }
  }

  private int run(Backfill backfill, Task task, Sessions sessions, RunOptions options)
      throws InterruptedException {
    try {
      var ending = fill(backfill, task, sessions);
      return new Reconnect(options.reconnect())
          .persist(
              () -> {
                try (var database = sessions.open()) {
                  tell(ending, task, database);
                  return code(ending);
                }
              });
    } catch (SQLException e) {
      return fail(e);
    }
  }

  private Ending fill(Backfill backfill, Task task, Sessions sessions)
      throws SQLException, InterruptedException {
    var progress = Progress.start(sessions, task.schema(), task.job().id(), err());
    try {
      return backfill.run();
    } finally {
      progress.close();
    }
  }

  private void tell(Ending ending, Task task, Database database) throws SQLException {
    var job = new JobTable(database, task.schema()).byId(task.job().id());
    var status = new StatusTable(database, task.schema()).of(job);
    out().print(StatusText.of(status, 0));
    out()
        .println(
            switch (ending) {
              case DONE -> "Done.";
              case QUARANTINED ->
                  "All but "
                      + status.quarantined()
                      + " rows; those are in the table backfill_quarantine, with the errors.";
              case NOT_SETTLED ->
                  "Not finished: rows want to be written again and again. Does `where` become false"
                      + " by what is set, and does nobody undo it?";
              case CANCELLED -> "Cancelled; what is written stays.";
              case STOPPED -> "Stopped; `run` goes on from here.";
              case PAUSED -> "Paused.";
              case OUTSIDE_WINDOW -> "The window has closed; `run` goes on from here.";
            });
    out().flush();
  }

  private static int code(Ending ending) {
    return switch (ending) {
      case DONE -> ExitCode.DONE;
      case QUARANTINED, NOT_SETTLED, CANCELLED, STOPPED -> ExitCode.NOT_FINISHED;
      case PAUSED, OUTSIDE_WINDOW -> ExitCode.PAUSED;
    };
  }

  private RunOptions options() {
    if (workers < 1 || workers > MOST_WORKERS) {
      throw wrong("--workers: expected is a number from 1 to " + MOST_WORKERS);
    }
    if (lease.compareTo(LEAST_LEASE) < 0) {
      throw wrong("--lease: expected is a second or more; a batch may take that long");
    }
    if (quarantine < 0) {
      throw wrong("--quarantine: expected is a number of rows");
    }
    return new RunOptions(workers, lease, reconnect, walk(), quarantine, true);
  }

  private RunOptions.Walk walk() {
    for (var it : RunOptions.Walk.values()) {
      if (it.name().toLowerCase(Locale.ROOT).equals(walk)) {
        return it;
      }
    }
    throw wrong("--walk: expected is auto, blocks or key");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command().commandLine(), message);
  }

  /** Reads durations as the spec files do. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return SettingText.duration(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("expected is " + e.getMessage());
      }
    }
  }
}
