package io.safeddl.backfill.run;

import io.safeddl.backfill.state.StateSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** A process that fills in one of the wrong ways; started by the proof. */
public final class ProofProcess {
  private ProofProcess() {}

  /** Arguments: the mutant, the spec, URL, user and password. */
  public static void main(String[] arguments) throws Exception {
    var mutant = Mutant.valueOf(arguments[0]);
    var spec = Scene.spec(Files.readString(Path.of(arguments[1])));
    var properties = new Properties();
    properties.setProperty("user", arguments[3]);
    properties.setProperty("password", arguments[4]);
    properties.setProperty("ApplicationName", "safeddl-backfill");
    properties.setProperty("prepareThreshold", "0");
    var sessions = new Sessions(() -> new Driver().connect(arguments[2], properties));
    try (var database = sessions.open()) {
      var schema = new StateSchema(StateSchema.DEFAULT_NAME);
      var task = Scene.task(database, schema, spec, any -> {});
      var options =
          new RunOptions(
              1, Duration.ofSeconds(1), Duration.ofSeconds(60), mutant.walk, 1000, mutant.sweep);
      var backfill =
          new Backfill(
              task,
              options,
              sessions,
              Optional::empty,
              Clock.systemUTC(),
              (session, chunks, worker, lockTimeout) ->
                  mutant.ofBatches
                      ? new MutantBatch(mutant, session, chunks, worker)
                      : new OneTransaction(session, chunks, task.work(), worker, lockTimeout));
      System.exit(backfill.run() == Ending.DONE ? 0 : 1);
    }
  }
}
