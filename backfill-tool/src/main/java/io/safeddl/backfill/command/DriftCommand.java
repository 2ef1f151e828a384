package io.safeddl.backfill.command;

import io.safeddl.backfill.ExitCode;
import io.safeddl.backfill.recipe.Recipe;
import io.safeddl.backfill.recipe.RecipeException;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.spec.SpecFile;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.TargetException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drift}: are the triggers those of the specs? */
@Command(
    name = "drift",
    description = {
      "Compare the deployed triggers with the specs.",
      "Without SPEC, with those of all jobs that are not over."
    })
public final class DriftCommand extends JobCommand {
  @Parameters(arity = "0..*", paramLabel = "SPEC", description = "The spec files.")
  private List<Path> specFiles = List.of();

  /** With the environment of the process. */
  public DriftCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  int run() throws IOException, SQLException {
    try (var database = open()) {
      var drifted = false;
      for (var spec : specs(database).entrySet()) {
        if (spec.getValue().fill().isPresent()) {
          out().println(spec.getKey() + ": a plain backfill has no trigger");
          continue;
        }
        var differences = differences(database, spec.getValue());
        drifted |= !differences.isEmpty();
        if (differences.isEmpty()) {
          out().println(spec.getKey() + ": in force");
        }
        differences.forEach(it -> out().println(spec.getKey() + ": " + it));
      }
      return drifted ? ExitCode.NOT_FINISHED : ExitCode.DONE;
    }
  }

  private Map<String, Spec> specs(Database database) throws IOException, SQLException {
    var specs = new LinkedHashMap<String, Spec>();
    for (var file : specFiles) {
      specs.put(file.toString(), read(file));
    }
    var schema = server.schema();
    schema.trust(database);
    if (specs.isEmpty() && schema.exists(database)) {
      for (var job : new JobTable(database, schema).current()) {
        var name = "job " + job.id() + " on " + job.table();
        specs.put(name, SpecFile.parse(Path.of("spec of " + name), job.spec()));
      }
    }
    return specs;
  }

  private List<String> differences(Database database, Spec spec) throws SQLException {
    try {
      return Recipe.drift(database, server.schema(), spec);
    } catch (RecipeException e) {
      return List.of(String.valueOf(e.getMessage()));
    } catch (TargetException e) {
      if (!specFiles.isEmpty()) {
        throw e;
      }
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
