package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.Wanted;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Tells a job what is wanted of it; whoever runs it looks there with each batch. */
abstract class WishCommand extends JobCommand {
  private final Wanted wanted;
  private final String done;

  @Parameters(paramLabel = "SPEC", description = "The spec file.")
  private @Nullable Path specFile;

  WishCommand(Map<String, String> environment, Wanted wanted, String done) {
    super(environment);
    this.wanted = wanted;
    this.done = done;
  }

  @Override
  final int run() throws IOException, SQLException {
    var spec = read(Objects.requireNonNull(specFile));
    try (var database = open()) {
      var job = job(database, spec);
      if (job.isEmpty()) {
        return fail("there is no job of this spec in this database");
      }
      new JobTable(database, server.schema()).wanted(job.get().id(), wanted);
      out().println(done + ": job " + job.get().id() + ", " + spec.table() + ".");
      return ExitCode.DONE;
    }
  }
}
