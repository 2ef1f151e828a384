package io.safeddl.check;

import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.check.Explanation.Explained;
import io.safeddl.check.judge.MigrationRun;
import io.safeddl.check.migration.Migrations;
import io.safeddl.check.output.PrettyJson;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code safeddl-check explain}: what PostgreSQL and the driver will do with each statement. */
@Command(
    name = "explain",
    description = {
      "Print what each statement does: its locks, scans and rewrites, and what the driver would do"
          + " with it. The files build the schema that the later ones meet; what no file creates is"
          + " taken for a large table."
    })
final class Explain implements Callable<Integer> {
  private final SqlFiles files;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(names = "--format", description = "text or json (default: text).")
  Format format = Format.text;

  @Mixin ConfigOption config = new ConfigOption();

  @Mixin ServerVersion version = new ServerVersion();

  @Mixin Inputs inputs = new Inputs();

  /** The words of {@code --format}. */
  enum Format {
    text,
    json
  }

  Explain(SqlFiles files) {
    this.files = files;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    try {
      var configuration = config.read();
      var major = version.major(spec.commandLine(), configuration);
      var migrations = inputs.files(files, configuration, spec.commandLine()).migrations();
      print(
          spec.commandLine().getOut(), explain(migrations, configuration.policy(Set.of()), major));
      return ExitCode.OK;
    } catch (IOException | InvalidPathException e) {
      spec.commandLine().getErr().println(spec.root().name() + ": " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private Explanation explain(Migrations migrations, Policy policy, int major) {
    var planner = new Planner(policy);
    var schema = SchemaModel.empty(major * 10_000);
    List<Explained> statements = new ArrayList<>();
    for (var migration : migrations.ordered()) {
      var run = MigrationRun.of(migration, MigrationRun.begin(migration, schema), planner);
      schema = run.after();
      run.verdicts().stream()
          .filter(verdict -> !verdict.source().tokens().isEmpty())
          .forEach(verdict -> statements.add(Explanation.of(migration, verdict)));
    }
    return Explanation.of(statements);
  }

  private void print(PrintWriter out, Explanation explanation) {
    if (format == Format.json) {
      out.println(PrettyJson.of(explanation));
    } else {
      explanation.statements().forEach(statement -> ExplainText.print(out, statement));
    }
    out.flush();
  }
}
