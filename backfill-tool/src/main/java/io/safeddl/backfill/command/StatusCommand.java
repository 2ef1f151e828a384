package io.safeddl.backfill.command;

import static java.util.stream.Collectors.joining;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.report.Pace;
import io.safeddl.backfill.report.Screen;
import io.safeddl.backfill.report.StatusJson;
import io.safeddl.backfill.report.StatusPrometheus;
import io.safeddl.backfill.report.StatusText;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.Status;
import io.safeddl.backfill.state.StatusTable;
import io.safeddl.backfill.target.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code status}: how jobs stand, whoever runs them. */
@Command(
    name = "status",
    description = {
      "Show progress, rate, what throttles now, and rows in quarantine.",
      "Without SPEC, of all jobs that are not over."
    })
public final class StatusCommand extends JobCommand {
  private static final long WATCH_MILLIS = 2000;

  @Parameters(arity = "0..1", paramLabel = "SPEC", description = "The spec file.")
  private @Nullable Path specFile;

  @Option(
      names = "--watch",
      description =
          "Show it again every 2 seconds, until it is over; on a terminal over what was shown.")
  private boolean watch;

  @Option(
      names = "--format",
      paramLabel = "text|json|prometheus",
      defaultValue = "text",
      description = "How it is written (default: ${DEFAULT-VALUE}).")
  private String format = "text";

  private final Map<Long, Pace> paces = new HashMap<>();

  /** With the environment of the process. */
  public StatusCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() throws IOException, SQLException, InterruptedException {
    if (!List.of("text", "json", "prometheus").contains(format)) {
      throw new ParameterException(
          command().commandLine(), "--format: expected is text, json or prometheus");
    }
    var screen = Screen.of(out());
    try (var database = open()) {
      while (true) {
        var jobs = jobs(database);
        if (jobs.isEmpty() && specFile != null) {
          return fail("there is no job of this spec in this database");
        }
        show(jobs, screen);
        if (!watch || jobs.stream().allMatch(it -> it.job().filledAt().isPresent())) {
          return ExitCode.DONE;
        }
        Thread.sleep(WATCH_MILLIS);
      }
    }
  }

  private List<Status> jobs(Database database) throws IOException, SQLException {
    var schema = server.schema();
    var jobs = new ArrayList<Job>();
    if (specFile != null) {
      job(database, read(specFile)).ifPresent(jobs::add);
    } else {
      schema.trust(database);
      if (schema.exists(database)) {
        jobs.addAll(new JobTable(database, schema).current());
      }
    }
    var standing = new ArrayList<Status>();
    for (var job : jobs) {
      standing.add(new StatusTable(database, schema).of(job));
    }
    return standing;
  }

  private void show(List<Status> jobs, Screen screen) {
    switch (format) {
      case "json" ->
          out()
              .println(
                  StatusJson.of(
                      jobs.stream().map(it -> new StatusJson.Paced(it, rate(it))).toList()));
      case "prometheus" -> out().print(StatusPrometheus.of(jobs));
      default -> {
        var text =
            jobs.isEmpty()
                ? "No job is under way in this database.\n"
                : jobs.stream().map(it -> StatusText.of(it, rate(it))).collect(joining());
        if (watch) {
          screen.show(text);
        } else {
          out().print(text);
        }
      }
    }
    out().flush();
  }

  /** Of what nobody works on, the average of the past is no pace. */
  private long rate(Status status) {
    var pace = paces.computeIfAbsent(status.job().id(), it -> new Pace()).rowsPerSecond(status);
    return status.isWorkedOn() ? pace : 0;
  }
}
