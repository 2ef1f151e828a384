package io.safeddl.backfill.state;

import io.safeddl.backfill.spec.Mirror;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.spec.SpecFile;
import io.safeddl.backfill.target.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs as specs see them. Batches, throttles and hours of a spec may change while its job
 * lasts; what is written may not: what is filled by then would not fit the rest.
 */
public final class SpecJobs {
  private final Database database;
  private final StateSchema schema;

  /** The jobs that this schema holds, where there is one. */
  public SpecJobs(Database database, StateSchema schema) {
    this.database = database;
    this.schema = schema;
  }

  /** The job of a spec that is not over, whether the spec is still its own or not. */
  public Optional<Job> current(Spec spec) throws SQLException {
    return isThere()
        ? new JobTable(database, schema).current(spec.table(), spec.written())
        : Optional.empty();
  }

  /** Those of other specs on the table that are not over. */
  public List<Job> others(Spec spec) throws SQLException {
    return isThere()
        ? new JobTable(database, schema)
            .current().stream()
                .filter(job -> job.table().equals(spec.table()))
                .filter(job -> !job.columns().equals(spec.written()))
                .toList()
        : List.of();
  }

  /** The last one of a spec that is over. */
  public Optional<Job> last(Spec spec) throws SQLException {
    return isThere()
        ? new JobTable(database, schema).last(spec.table(), spec.written())
        : Optional.empty();
  }

  private boolean isThere() throws SQLException {
    schema.trust(database);
    return schema.exists(database);
  }

  /**
   * The job of a spec that is not over.
   *
   * @throws StateException where the spec has come to want other values
   */
  public Optional<Job> own(Spec spec) throws SQLException {
    var job = current(spec);
    if (job.isPresent()) {
      var change = change(job.get(), spec);
      if (change.isPresent()) {
        throw new StateException(change.get());
      }
    }
    return job;
  }

  /** What a spec wants otherwise than it did when its job began, and what to do. */
  public Optional<String> change(Job job, Spec spec) throws StateException {
    var changes = changes(spec(job), spec);
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "this is not the spec with which job "
                + job.id()
                + " was begun ("
                + String.join("; ", changes)
                + "): what is done by now would not fit the rest. That one is kept: SELECT spec FROM "
                + schema.table("backfill_job")
                + " WHERE id = "
                + job.id()
                + ". Go on with it, or "
                + (spec.fill().isPresent()
                    ? "`cancel` the job: `run` begins anew then"
                    : "take the change back with it (`rollback`) and begin anew"));
  }

  /** The spec with which a job was begun. */
  public static Spec spec(Job job) throws StateException {
    try {
      return SpecFile.parse(Path.of("spec of job " + job.id()), job.spec());
    } catch (IOException e) {
      throw new StateException("what is remembered cannot be read: " + e.getMessage());
    }
  }

  private static List<String> changes(Spec then, Spec now) {
    var changes = new ArrayList<String>();
    if (then.fill().isPresent() != now.fill().isPresent()) {
      changes.add("it had " + (then.fill().isPresent() ? "set" : "columns"));
      return changes;
    }
    if (now.fill().isPresent()) {
      var before = then.fill().get();
      var after = now.fill().get();
      for (var set : after.set().entrySet()) {
        var old = before.set().get(set.getKey());
        add(changes, "set." + set.getKey(), old, set.getValue());
      }
      add(changes, "where", before.where(), after.where());
      return changes;
    }
    for (var i = 0; i < now.mirrors().size(); i++) {
      var before = values(then.mirrors().get(i));
      var of = " of " + now.mirrors().get(i).to();
      values(now.mirrors().get(i))
          .forEach((key, value) -> add(changes, key + of, before.get(key), value));
    }
    return changes;
  }

  private static Map<String, String> values(Mirror mirror) {
    return Map.of(
        "from",
        mirror.from(),
        "type",
        mirror.type(),
        "using",
        mirror.using().orElse("the default"),
        "back",
        mirror.back().orElse("the default"));
  }

  private static void add(List<String> changes, String what, @Nullable Object then, Object now) {
    if (!Objects.equals(then, now)) {
      changes.add(what + " was " + then + ", is " + now);
    }
  }
}
