package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.Drift;
import io.safeddl.backfill.mirror.MirrorTrigger;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.Phase;
import io.safeddl.backfill.state.SpecJobs;
import io.safeddl.backfill.state.StateException;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.TargetException;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a spec is carried out: what all its phases look at before they begin. */
final class Site {
  private static final String TWO_AT_ONCE = "23505";

  private final Database reads;
  private final StateSchema schema;
  private final Spec spec;
  private final String text;

  /**
   * A site.
   *
   * @param reads a session through plain pgjdbc
   * @param text of the spec file
   */
  Site(Database reads, StateSchema schema, Spec spec, String text) {
    this.reads = reads;
    this.schema = schema;
    this.spec = spec;
    this.text = text;
  }

  /**
   * What is there.
   *
   * @throws StateException where the spec has changed since its job began, or its table is another
   * @throws RecipeException where the change is over
   */
  Survey survey() throws SQLException {
    // Before the server is asked for the expressions: those of another spec may fit nothing.
    var job = own();
    var survey = Survey.read(reads, spec);
    if (job.isPresent() && job.get().relation() != survey.target().oid()) {
      throw new StateException(
          "job "
              + job.get().id()
              + " is about another table that was called "
              + spec.table()
              + "; `rollback` ends it, then `expand` begins anew");
    }
    if (survey.swapped() && job.isEmpty() && !Drift.isThere(reads, survey.trigger())) {
      throw new RecipeException(
          "the column "
              + spec.mirrors().get(0).old()
              + " is there already, and no job has made it; the old column will have that name after"
              + " the cutover: rename it, or drop it");
    }
    var over = job.isEmpty() && !survey.swapped() && !survey.expanded();
    if (over) {
      refuseWhatIsOver(survey);
    }
    return survey;
  }

  private Optional<Job> own() throws SQLException {
    return new SpecJobs(reads, schema).own(spec);
  }

  private void refuseWhatIsOver(Survey survey) throws SQLException {
    var last = new SpecJobs(reads, schema).last(spec);
    if (last.isPresent()
        && last.get().phase() == Phase.CONTRACTED
        && last.get().relation() == survey.target().oid()
        && survey.changes().stream().allMatch(it -> it.column().type().equals(it.work().type()))) {
      throw new RecipeException(
          "job "
              + last.get().id()
              + " is over: the old column is gone and "
              + spec.table()
              + " has the new type. There is nothing left to do, and no way back");
    }
  }

  /** What is there, where it is behind the cutover or before it as it should be. */
  Survey survey(boolean swapped) throws SQLException {
    var survey = survey();
    for (var work : survey.works()) {
      var there =
          survey.target().column(survey.swapped() ? work.mirror().from() : work.mirror().to());
      if (there.isPresent() && !there.get().type().equals(work.type())) {
        throw new TargetException(
            "the column "
                + Identifiers.quote(there.get().name())
                + " has the type "
                + there.get().type()
                + ", and the spec wants "
                + work.type());
      }
    }
    if (!survey.swapped() && !survey.expanded()) {
      throw new RecipeException("the new columns are not there yet: `expand` comes first");
    }
    if (survey.swapped() != swapped) {
      throw new RecipeException(
          swapped
              ? "the names are not swapped yet: `cutover` comes first"
              : "the names are swapped already: what is left is `contract`, or `rollback`");
    }
    return survey;
  }

  /** The same, with the mirror in force. */
  Survey inForce(boolean swapped) throws SQLException {
    var survey = survey(swapped);
    inForce(reads, survey.trigger(), swapped);
    return survey;
  }

  /**
   * Makes sure that the application's writes are mirrored. Where they are not, rows may have become
   * wrong: so they count as not filled from there on.
   */
  void inForce(Database database, MirrorTrigger trigger, boolean swapped) throws SQLException {
    var drift = Drift.of(database, trigger);
    if (drift.isEmpty()) {
      return;
    }
    if (!swapped) {
      doubt();
    }
    throw new RecipeException(
        "the mirror is not in force, so rows may have become wrong:"
            + Names.lines(drift)
            + "\nWhere the trigger is there as it was made, but not enabled: ALTER TABLE "
            + spec.table().toSql()
            + " ENABLE ALWAYS TRIGGER "
            + Identifiers.quote(trigger.name())
            + (swapped
                ? "; `rollback` finds the rows that it has missed"
                : "; `run` then walks the table again. Else: `rollback`, and `expand` anew"));
  }

  /** Not in the session that has looked: it may be in a transaction that is rolled back. */
  private void doubt() throws SQLException {
    var job = new SpecJobs(reads, schema).current(spec);
    if (job.isPresent()) {
      jobs(reads).filled(job.get().id(), false);
    }
  }

  /**
   * Makes sure that nothing has come that would stay with the column whose name goes.
   *
   * @throws RecipeException where the preflight would find a reason to stop by now
   */
  void stops(Survey survey) throws SQLException {
    var findings = Preflight.since(reads, survey, others());
    if (!findings.isEmpty()) {
      throw new RecipeException(
          "this has come since the change began, and is in its way; nothing was done:"
              + Names.lines(findings.stream().map(Finding::text).toList()));
    }
  }

  /**
   * Makes sure that columns can be dropped.
   *
   * @param columns their names
   */
  void droppable(Survey survey, List<String> columns) throws SQLException {
    var left = new ArrayList<String>();
    for (var column : survey.involved()) {
      if (columns.contains(column.name())) {
        reads.read(() -> Dependent.of(reads, survey.target(), column)).stream()
            .filter(it -> it.kind() == Dependent.Kind.OTHER)
            .forEach(
                it -> left.add(it.description() + " uses " + Identifiers.quote(column.name())));
      }
    }
    if (!left.isEmpty()) {
      throw new RecipeException(
          "a column cannot be dropped while something uses it; nothing was done:"
              + Names.lines(left)
              + "\nDrop it, or make it anew on the column that stays");
    }
  }

  /**
   * What was detached is none of the table's any more: it stops nothing, but somebody must know.
   */
  void tellDetached(Survey survey, Job job, Consumer<String> say) throws SQLException {
    Detached.of(reads, survey, job).forEach(say);
  }

  /** The jobs of other specs on the table. */
  List<Job> others() throws SQLException {
    return new SpecJobs(reads, schema).others(spec);
  }

  /** The job; begun here where a migration has made the columns. */
  Job job(Survey survey) throws SQLException {
    schema.create(reads);
    var current = own();
    if (current.isPresent()) {
      return current.get();
    }
    try {
      return jobs(reads).begin(spec.table(), survey.target().oid(), spec.written(), text);
    } catch (SQLException e) {
      if (!TWO_AT_ONCE.equals(e.getSQLState())) {
        throw e;
      }
      return own().orElseThrow(() -> new RecipeException("the job has just ended; run it again"));
    }
  }

  JobTable jobs(Database database) {
    return new JobTable(database, schema);
  }
}
