package io.safeddl.backfill.command;

import io.safeddl.backfill.mirror.Direction;
import io.safeddl.backfill.mirror.Drift;
import io.safeddl.backfill.mirror.MirrorTrigger;
import io.safeddl.backfill.run.Task;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.spec.SpecFile;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.Phase;
import io.safeddl.backfill.state.StateException;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.state.WorkTables;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Probe;
import io.safeddl.backfill.target.Target;
import io.safeddl.backfill.target.TargetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** Finds out what a run of a spec has to do, and begins its job where there is none. */
final class TaskReader {
  private static final String TWO_AT_ONCE = "23505";

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
   */
  Task task(Spec spec, String text) throws SQLException {
    var target =
        TargetReader.read(database, spec.table())
            .orElseThrow(
                () ->
                    new StateException("there is no table " + spec.table() + " in this database"));
    for (var column : spec.written()) {
      if (target.column(column).isEmpty()) {
        throw new StateException(
            spec.table()
                + " has no column "
                + column
                + (spec.fill().isPresent() ? "" : " yet; `expand` makes it"));
      }
    }
    if (spec.fill().isPresent()) {
      var work = Probe.work(database, target, spec.fill().get());
      return new Task(spec, target, job(spec, text, target), work, schema, any -> {});
    }
    var mirrors = Probe.mirrors(database, target, spec.mirrors());
    var trigger = new MirrorTrigger(target, mirrors, Direction.FORWARD);
    Task.Guard guard = session -> check(session, trigger);
    guard.check(database);
    var job = job(spec, text, target);
    return new Task(spec, target, job, Probe.work(mirrors), schema, guard);
  }

  /** Without the trigger, what the application writes behind us would stay as it is. */
  private static void check(Database session, MirrorTrigger trigger) throws SQLException {
    var differences = Drift.of(session, trigger);
    if (!differences.isEmpty()) {
      throw new StateException(
          "the columns are not mirrored as the spec wants it ("
              + String.join("; ", differences)
              + "); rows that the application writes meanwhile would be wrong. `expand` first");
    }
  }

  private Job job(Spec spec, String text, Target target) throws SQLException {
    schema.create(database);
    WorkTables.create(database, schema);
    var jobs = new JobTable(database, schema);
    var current = jobs.current(spec.table(), spec.written());
    if (current.isEmpty()) {
      try {
        return jobs.begin(spec.table(), target.oid(), spec.written(), text);
      } catch (SQLException e) {
        if (!TWO_AT_ONCE.equals(e.getSQLState())) {
          throw e;
        }
        current = jobs.current(spec.table(), spec.written());
      }
    }
    var job =
        current.orElseThrow(() -> new StateException("the job has just ended; start it again"));
    check(job, spec, target);
    return job;
  }

  private static void check(Job job, Spec spec, Target target) throws StateException {
    if (job.relation() != target.oid()) {
      throw new StateException(
          "job "
              + job.id()
              + " is about another table that was called "
              + spec.table()
              + "; cancel it, and begin anew");
    }
    if (job.phase() != Phase.EXPANDED && job.phase() != Phase.BUILT) {
      throw new StateException(
          "job " + job.id() + " is past the backfill: its phase is " + job.phase().word());
    }
    if (!same(job, spec)) {
      throw new StateException(
          "the spec wants other values than it did when job "
              + job.id()
              + " began; what is filled by now would not fit the rest");
    }
  }

  /** Batches, throttles and hours may change; what is written may not. */
  private static boolean same(Job job, Spec spec) throws StateException {
    try {
      var then = SpecFile.parse(Path.of("spec of job " + job.id()), job.spec());
      return then.mirrors().equals(spec.mirrors()) && then.fill().equals(spec.fill());
    } catch (IOException e) {
      throw new StateException("what is remembered cannot be read: " + e.getMessage());
    }
  }
}
