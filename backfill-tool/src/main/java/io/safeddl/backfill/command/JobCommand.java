package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.spec.SpecFile;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.SpecJobs;
import io.safeddl.backfill.target.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
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

  private IntConsumer halt = code -> {};

  JobCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public final Integer call() {
    try {
      return run();
    } catch (IOException | SQLException e) {
      return fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted");
    }
  }

  /** The process is there for this command alone. */
  final void endsWith(IntConsumer end) {
    halt = end;
  }

  /** From here on the process ends in order when it is told to. */
  final Signals watch(Runnable stop) {
    return Signals.watch(stop, ExitCode.NOT_FINISHED, halt);
  }

  /** Does it. */
  abstract int run() throws IOException, SQLException, InterruptedException;

  /** A session that looks and keeps the books. */
  final Database open() throws SQLException {
    try {
      return new Database(server.open(environment));
    } catch (SQLException e) {
      throw new UnreachableException(server.name(environment), e);
    }
  }

  /** Reads a spec file. */
  static Spec read(Path file) throws IOException {
    return SpecFile.read(file);
  }

  /**
   * The job of a spec that is not over; empty also where there is no state at all. What is done
   * with the job alone is done where the spec has changed too, which is said.
   */
  final Optional<Job> job(Database database, Spec spec) throws SQLException {
    var jobs = new SpecJobs(database, server.schema());
    var job = jobs.current(spec);
    if (job.isPresent()) {
      jobs.change(job.get(), spec)
          .ifPresent(change -> err().println(command().root().name() + ": note: " + change));
    }
    return job;
  }

  final PrintWriter out() {
    return command().commandLine().getOut();
  }

  final PrintWriter err() {
    return command().commandLine().getErr();
  }

  /** Says what is wrong, and what to do. */
  final int fail(Exception e) {
    var user = server.user(environment);
    var trouble =
        Trouble.of(e, "`" + command().name() + "`" + (user.isEmpty() ? "" : " as " + user));
    err().println(command().root().name() + ": " + trouble.message());
    return trouble.code();
  }

  /** Says what is wrong with the command as it was given. */
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
