package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.Drift;
import io.safeddl.backfill.mirror.Remains;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.SpecJobs;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.TargetReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of a change is not as it was made, for people and for their monitoring. */
final class DriftReport {
  /** The role may not write, or the server is a standby. */
  private static final Set<String> READ_ONLY = Set.of("42501", "25006");

  private final Database database;
  private final StateSchema schema;
  private final Spec spec;

  DriftReport(Database database, StateSchema schema, Spec spec) {
    this.database = database;
    this.schema = schema;
    this.spec = spec;
  }

  /** In words, one for each; empty where all is as it was made. */
  List<String> differences() throws SQLException {
    var differences = new ArrayList<String>();
    var jobs = new SpecJobs(database, schema);
    var job = jobs.current(spec);
    var target = TargetReader.read(database, spec.table());
    if (target.isEmpty() || job.stream().anyMatch(it -> it.relation() != target.get().oid())) {
      var function = Remains.function(database, spec.table(), spec.written());
      if (job.isEmpty() && function.isEmpty()) {
        TargetReader.require(database, spec.table());
      }
      differences.add(
          spec.table()
              + ": the table is gone"
              + (target.isEmpty() ? "" : ", and another one has its name")
              + function.map(it -> "; the function " + it.toSql() + " is left").orElse("")
              + "; `rollback` takes away what is left");
      return differences;
    }
    var change = job.isPresent() ? jobs.change(job.get(), spec) : Optional.<String>empty();
    if (change.isPresent()) {
      // The trigger of that spec is none of this one's; that it differs says nothing of the rows.
      return List.of(change.get());
    }
    var survey = Survey.read(database, spec);
    var last = jobs.last(spec);
    if (job.isEmpty()
        && last.stream().anyMatch(it -> it.relation() == survey.target().oid())
        && !Drift.isThere(database, survey.trigger())) {
      throw new RecipeException(
          "job "
              + last.get().id()
              + " is over ("
              + last.get().phase().word()
              + "): there is nothing to compare");
    }
    var drift = Drift.of(database, survey.trigger());
    differences.addAll(drift);
    differences.addAll(Orphans.of(database, survey));
    if (job.isPresent()) {
      differences.addAll(Detached.of(database, survey, job.get()));
    }
    if (!drift.isEmpty()
        && !survey.swapped()
        && job.isPresent()
        && job.get().filledAt().isPresent()) {
      differences.add(doubt(job.get().id()));
    }
    return differences;
  }

  /** Rows that are written meanwhile are not mirrored, so the table has to be walked again. */
  private String doubt(long job) throws SQLException {
    try {
      new JobTable(database, schema).filled(job, false);
      return "the rows count as not filled until `run` has walked the table again";
    } catch (SQLException e) {
      if (!READ_ONLY.contains(String.valueOf(e.getSQLState()))) {
        throw e;
      }
      return "this role may not write it down: `run --again` when the trigger is back";
    }
  }
}
