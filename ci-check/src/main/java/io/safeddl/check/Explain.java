package io.safeddl.check;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.safeddl.catalog.model.SchemaModel;
import io.safeddl.check.Explanation.Explained;
import io.safeddl.check.SqlFiles.SqlFile;
import io.safeddl.effect.TransactionContext;
import io.safeddl.plan.Planner;
import io.safeddl.plan.Policy;
import io.safeddl.plan.Verdict;
import io.safeddl.sql.Script;
import io.safeddl.sql.StatementReader;
import io.safeddl.sql.tree.Statement;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
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
  private static final int OLDEST = 14;
  private static final int NEWEST = 18;

  /** Pretty, since people read it too; absent values are absent keys. */
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final SqlFiles files;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(names = "--format", description = "text or json (default: text).")
  Format format = Format.text;

  @Option(names = "--pg-version", description = "The server's major version (default: 18).")
  int major = NEWEST;

  @Option(
      names = "--in-transaction",
      description =
          "Whether each file runs in one transaction: never is autocommit, as psql does it; always"
              + " is what migration tools do by default; auto is never unless the file says BEGIN"
              + " (default: auto).")
  InTransaction inTransaction = InTransaction.auto;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders, or - for standard input.")
  List<String> paths = List.of();

  /** The words of {@code --format}. */
  enum Format {
    text,
    json
  }

  /** The words of {@code --in-transaction}. */
  enum InTransaction {
    auto,
    always,
    never
  }

  Explain(SqlFiles files) {
    this.files = files;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls");
    }
    if (major < OLDEST || major > NEWEST) {
      throw new ParameterException(
          spec.commandLine(), "--pg-version is one of " + OLDEST + " to " + NEWEST);
    }
    List<SqlFile> read;
    try {
      read = files.read(paths);
    } catch (IOException e) {
      spec.commandLine().getErr().println(spec.root().name() + ": " + e.getMessage());
      return ExitCode.USAGE;
    }
    print(spec.commandLine().getOut(), explain(read));
    return ExitCode.OK;
  }

  private Explanation explain(List<SqlFile> read) {
    var schema = SchemaModel.empty(major * 10_000);
    List<Explained> statements = new ArrayList<>();
    for (var file : read) {
      for (var verdict : verdicts(Script.parse(file.text()), schema)) {
        schema = schema.after(verdict.statement());
        if (!verdict.source().tokens().isEmpty()) {
          statements.add(Explanation.of(file, verdict));
        }
      }
    }
    return Explanation.of(statements);
  }

  private List<Verdict> verdicts(Script script, SchemaModel before) {
    var planner = new Planner(Policy.DEFAULT);
    if (inTransaction == InTransaction.always) {
      var fresh =
          new TransactionContext(true, TransactionContext.State.NOTHING).withEarlyCommit(true);
      return planner.decideAll(script, before, fresh);
    }
    if (inTransaction == InTransaction.auto && beginsTransaction(script)) {
      return planner.decideAll(script, before, TransactionContext.AUTOCOMMIT.withEarlyCommit(true));
    }
    // Each statement is sent by itself; a string of several would be one transaction.
    var schema = before;
    List<Verdict> verdicts = new ArrayList<>();
    for (var source : script.statements()) {
      var verdict = planner.decide(source, schema, TransactionContext.AUTOCOMMIT);
      schema = schema.after(verdict.statement());
      verdicts.add(verdict);
    }
    return verdicts;
  }

  private static boolean beginsTransaction(Script script) {
    return script.statements().stream()
        .map(StatementReader::read)
        .anyMatch(
            statement ->
                statement instanceof Statement.Transaction it
                    && it.kind() == Statement.Transaction.Kind.BEGIN);
  }

  private void print(PrintWriter out, Explanation explanation) {
    if (format == Format.json) {
      out.println(GSON.toJson(explanation));
    } else {
      explanation.statements().forEach(statement -> ExplainText.print(out, statement));
    }
    out.flush();
  }
}
