package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.spec.SpecFile;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.target.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What the commands on a job share: the server, the messages, the exit code of a failure. */
abstract class JobCommand implements Callable<Integer> {
  final Map<String, String> environment;

  @picocli.CommandLine.Spec @Nullable CommandSpec commandSpec;

  @Mixin final ServerOptions server = new ServerOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  JobCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public final Integer call() {
    try {
      return run();
    } catch (IOException | SQLException e) {
      return fail(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted");
    }
  }

  /** Does it. */
  abstract int run() throws IOException, SQLException, InterruptedException;

  /** A session that looks and keeps the books. */
  final Database open() throws SQLException {
    return new Database(server.open(environment));
  }

  /** Reads a spec file. */
  static Spec read(Path file) throws IOException {
    return SpecFile.read(file);
  }

  /** The job of a spec that is not over; empty also where there is no state at all. */
  final Optional<Job> job(Database database, Spec spec) throws SQLException {
    var schema = server.schema();
    schema.trust(database);
    return schema.exists(database)
        ? new JobTable(database, schema).current(spec.table(), spec.written())
        : Optional.empty();
  }

  final PrintWriter out() {
    return command().commandLine().getOut();
  }

  final PrintWriter err() {
    return command().commandLine().getErr();
  }

  /** Says what is wrong. */
  final int fail(String message) {
    err().println(command().root().name() + ": " + message);
    return ExitCode.USAGE;
  }

  final CommandSpec command() {
    if (commandSpec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return commandSpec;
  }
}
