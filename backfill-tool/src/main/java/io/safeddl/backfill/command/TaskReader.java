package io.safeddl.backfill.command;

import io.safeddl.backfill.recipe.Recipe;
import io.safeddl.backfill.run.Task;
import io.safeddl.backfill.spec.Fill;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.Phase;
import io.safeddl.backfill.state.SpecJobs;
import io.safeddl.backfill.state.StateException;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.state.Wanted;
import io.safeddl.backfill.state.WorkTables;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Probe;
import io.safeddl.backfill.target.RowSecurity;
import io.safeddl.backfill.target.Target;
import io.safeddl.backfill.target.TargetException;
import io.safeddl.backfill.target.TargetReader;
import io.safeddl.rule.Nearest;
import java.sql.SQLException;
import java.util.Optional;

/** Finds out what a run of a spec has to do, and begins its job where there is none. */
final class TaskReader {
  private static final String TWO_AT_ONCE = "23505";

  private static final String FOREIGN =
      """
      SELECT EXISTS (
        WITH RECURSIVE d(oid) AS (
          SELECT CAST(? AS oid) UNION
          SELECT h.inhrelid FROM pg_catalog.pg_inherits h JOIN d ON h.inhparent = d.oid)
        SELECT 1 FROM d JOIN pg_catalog.pg_class c ON c.oid = d.oid WHERE c.relkind = 'f')
      """;

  private final Database database;
  private final StateSchema schema;

  TaskReader(Database database, StateSchema schema) {
    this.database = database;
    this.schema = schema;
  }

  /**
   * Reads it.
   *
   * @param text of the spec file
   * @param again whether what is filled already shall be walked once more
   */
  Task task(Spec spec, String text, boolean again) throws SQLException {
    return spec.fill().isPresent()
        ? fill(spec, spec.fill().get(), text)
        : mirror(spec, text, again);
  }

  private Task mirror(Spec spec, String text, boolean again) throws SQLException {
    var filling = Recipe.filling(database, schema, spec, text, again);
    // Without the trigger, what the application writes behind us would stay as it is.
    Task.Guard guard = session -> Recipe.inForce(session, schema, spec, filling.trigger());
    return new Task(spec, filling.target(), filling.job(), filling.work(), schema, guard);
  }

  private Task fill(Spec spec, Fill fill, String text) throws SQLException {
    var target = TargetReader.require(database, spec.table());
    for (var column : fill.set().keySet()) {
      if (target.column(column).isEmpty()) {
        throw new TargetException(
            "the table "
                + spec.table()
                + " has no column "
                + column
                + "; the nearest is "
                + Nearest.of(column, target.columns().stream().map(it -> it.name()).toList()));
      }
    }
    if (database.read(() -> database.row(FOREIGN, row -> row.getBoolean(1), target.oid()))) {
      throw new TargetException(
          spec.table()
              + " has rows in a foreign table (a partition, or one that inherits), which cannot be"
              + " walked: write specs for the others");
    }
    RowSecurity.require(database, target);
    var work = Probe.work(database, target, fill);
    return new Task(spec, target, job(spec, text, target), work, schema, any -> {});
  }

  private Job job(Spec spec, String text, Target target) throws SQLException {
    schema.create(database);
    WorkTables.create(database, schema);
    var jobs = new JobTable(database, schema);
    var current = current(spec, jobs, target);
    if (current.isPresent()) {
      return current.get();
    }
    try {
      return jobs.begin(spec.table(), target.oid(), spec.written(), text);
    } catch (SQLException e) {
      if (!TWO_AT_ONCE.equals(e.getSQLState())) {
        throw e;
      }
      return current(spec, jobs, target)
          .orElseThrow(() -> new StateException("the job has just ended; start it again"));
    }
  }

  /** A fill that is done, is cancelled, or was another table's, makes room for another one. */
  private Optional<Job> current(Spec spec, JobTable jobs, Target target) throws SQLException {
    var all = new SpecJobs(database, schema);
    var job = all.current(spec);
    if (job.isEmpty()) {
      return job;
    }
    var change = all.change(job.get(), spec);
    var gone = job.get().relation() != target.oid();
    if (change.isEmpty() && !gone) {
      return job;
    }
    if (!gone && job.get().filledAt().isEmpty() && job.get().wanted() != Wanted.CANCEL) {
      throw new StateException(change.get());
    }
    jobs.phase(
        job.get().id(), job.get().filledAt().isPresent() ? Phase.CONTRACTED : Phase.ROLLEDBACK);
    return Optional.empty();
  }
}
