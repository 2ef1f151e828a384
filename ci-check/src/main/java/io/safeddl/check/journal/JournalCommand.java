package io.safeddl.check.journal;

import io.safeddl.check.ExitCode;
import io.safeddl.check.server.JournalTable;
import io.safeddl.check.server.Server;
import io.safeddl.check.server.ServerOptions;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands on the journal share: the connection, and whether there is a journal. */
abstract class JournalCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec @Nullable CommandSpec spec;

  @Mixin final ServerOptions options = new ServerOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  JournalCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public final Integer call() {
    try (var server = Server.connect(options, environment)) {
      var journal = JournalTable.of(server);
      if (journal.stranger() != null) {
        return fail(
            "schema safeddl belongs to role "
                + journal.stranger()
                + ", whom this role must not trust; connect as a member of it");
      }
      if (journal.exists() && !journal.readable()) {
        return fail("this role may not read the table safeddl.journal");
      }
      return run(server, journal.exists() ? Run.all(server) : List.of());
    } catch (SQLException e) {
      return fail(String.valueOf(e.getMessage()));
    }
  }

  /** Does it; with what stands in the journal. */
  abstract int run(Server server, List<Run> runs) throws SQLException;

  final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  final int fail(String message) {
    spec().commandLine().getErr().println(spec().root().name() + ": " + message);
    return ExitCode.USAGE;
  }

  final CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    return spec;
  }
}
