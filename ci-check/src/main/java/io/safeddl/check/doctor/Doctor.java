package io.safeddl.check.doctor;

import io.safeddl.check.ExitCode;
import io.safeddl.check.server.Server;
import io.safeddl.check.server.ServerOptions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code safeddl-check doctor}: what the driver can and cannot do there, and what to grant. */
@Command(
    name = "doctor",
    description = {
      "Say what the driver can and cannot do with a server and role, and what to grant or put"
          + " right. Connect as the role that runs the migrations. Nothing is changed."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all right, or limited only",
      "1:there are problems",
      "2:wrong use, or no connection"
    })
public final class Doctor implements Callable<Integer> {
  private final Map<String, String> environment;

  @Spec @Nullable CommandSpec spec;

  @Mixin final ServerOptions options = new ServerOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(names = "--format", description = "text or json (default: text).")
  Format format = Format.text;

  /** The words of {@code --format}. */
  enum Format {
    text,
    json
  }

  /** A doctor that knows the environment's variables. */
  public Doctor(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    var commandLine = spec.commandLine();
    try (var server = Server.connect(options, environment)) {
      var patient = Patient.of(server);
      var lines = examine(patient);
      var report = new Report(patient, lines);
      if (format == Format.json) {
        commandLine.getOut().println(report.json());
      } else {
        report.print(commandLine.getOut());
      }
      commandLine.getOut().flush();
      return report.count(Level.PROBLEM) > 0 ? ExitCode.FINDINGS : ExitCode.OK;
    } catch (SQLException e) {
      commandLine.getErr().println(spec.root().name() + ": " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private List<Line> examine(Patient patient) throws SQLException {
    if (patient.major() < ServerChecks.OLDEST) {
      // The other questions name what it does not have.
      return ServerChecks.version(patient);
    }
    var checks =
        List.<Check>of(
            ServerChecks::version,
            new PoolerCheck(() -> Server.connect(options, environment))::of,
            RoleChecks::role,
            TableChecks::rights,
            RoleChecks::monitor,
            RoleChecks::autovacuum,
            RoleChecks::temporary,
            JournalChecks::schema,
            ServerChecks::idleTimeout,
            ServerChecks::standbys,
            TransactionChecks::prepared,
            TransactionChecks::running,
            LeftoverChecks::schema,
            JournalChecks::rows);
    var lines = new ArrayList<Line>();
    for (var check : checks) {
      lines.addAll(check.of(patient));
    }
    return lines;
  }
}
