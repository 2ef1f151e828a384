package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.Direction;
import io.safeddl.backfill.mirror.Drift;
import io.safeddl.backfill.mirror.Remains;
import io.safeddl.backfill.spec.Mirror;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.Phase;
import io.safeddl.backfill.state.SpecJobs;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.TargetReader;
import io.safeddl.backfill.target.WholeNumber;
import io.safeddl.sql.Identifiers;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The phases, taken back: one at a time. What stands in the way is said before anything is done.
 */
final class WayBack {
  private static final int KEYS = 10;

  /** A NOT NULL, and a CHECK. */
  private static final Set<String> RULED_OUT = Set.of("23502", "23514");

  private final Database reads;
  private final Database ddl;
  private final StateSchema schema;
  private final Spec spec;
  private final Site site;
  private final Consumer<String> say;

  WayBack(
      Database reads,
      Database ddl,
      StateSchema schema,
      Spec spec,
      Site site,
      Consumer<String> say) {
    this.reads = reads;
    this.ddl = ddl;
    this.schema = schema;
    this.spec = spec;
    this.site = site;
    this.say = say;
  }

  /**
   * One step back.
   *
   * @param loss whether values may be lost that the old type cannot hold
   */
  void go(boolean loss) throws SQLException {
    if (endedByItself()) {
      return;
    }
    var survey = site.survey();
    if (survey.swapped()) {
      takeBack(loss);
    } else {
      rollback(survey);
    }
  }

  /** The table is gone, and with it all but the function and what is remembered. */
  private boolean endedByItself() throws SQLException {
    var target = TargetReader.read(reads, spec.table());
    var job = new SpecJobs(reads, schema).own(spec);
    if (target.isPresent() && job.stream().allMatch(it -> it.relation() == target.get().oid())) {
      return false;
    }
    if (job.isPresent()) {
      refuseWhatWasRenamed(job.get());
    }
    var function = Remains.function(reads, spec.table(), spec.written());
    if (job.isEmpty() && function.isEmpty()) {
      throw new RecipeException(
          "there is no table " + spec.table() + " in this database, and nothing to take back");
    }
    if (function.isPresent()) {
      ddl.execute(Remains.drop(function.get()));
    }
    if (job.isPresent()) {
      site.jobs(reads).phase(job.get().id(), Phase.ROLLEDBACK);
    }
    say.accept("The table is gone; what was left of the change is gone too now.");
    return true;
  }

  private void refuseWhatWasRenamed(Job job) throws SQLException {
    var name =
        reads.read(
            () ->
                reads.optional(
                    "SELECT CAST(CAST(c.oid AS regclass) AS text) FROM pg_catalog.pg_class c"
                        + " WHERE c.oid = CAST(? AS oid) AND c.relkind IN ('r', 'p')",
                    row -> row.getString(1),
                    job.relation()));
    if (name.isPresent()) {
      throw new RecipeException(
          "the table of job "
              + job.id()
              + " is called "
              + name.get()
              + " by now, and has the columns and the trigger still: give it its name back, then"
              + " run this again");
    }
  }

  private void rollback(Survey survey) throws SQLException {
    var columns = spec.mirrors().stream().map(Mirror::to).toList();
    var job = new SpecJobs(reads, schema).own(spec);
    if (columns.stream().allMatch(it -> survey.target().column(it).isEmpty())
        && job.isEmpty()
        && !Drift.isThere(reads, survey.trigger(Direction.FORWARD))) {
      throw new RecipeException("the new columns are not there; there is nothing to take back");
    }
    var entangled = survey.entangled();
    if (entangled.isPresent()) {
      throw new RecipeException(entangled.get());
    }
    site.droppable(survey, columns);
    var begun = site.job(survey);
    var moment = Moment.of(reads, survey);
    new ShortTransaction(ddl)
        .run(
            survey.lockedByDrop(),
            database -> moment.check(database, survey),
            new Steps(survey).rollback(),
            database -> site.jobs(database).phase(begun.id(), Phase.ROLLEDBACK));
    site.tellDetached(survey, begun, say);
    say.accept("The new columns and the trigger are gone; the table is as it was.");
  }

  private void takeBack(boolean loss) throws SQLException {
    var survey = site.inForce(true);
    var job = site.job(survey);
    try {
      site.stops(survey);
      var mark = TriggerMark.of(reads, survey);
      values(survey, loss);
      sequences(survey);
      for (var statement : Build.remainingBack(reads, survey, loss)) {
        say.accept(statement);
        ddl.execute(statement);
      }
      swapBack(job, loss, mark);
    } catch (SQLException | RuntimeException e) {
      undo(survey, e);
      if (e instanceof SQLException it
          && it.getSQLState() != null
          && RULED_OUT.contains(it.getSQLState())) {
        throw new RecipeException(
            "a row has come meanwhile that the old column cannot hold, or that its constraints"
                + " refuse ("
                + it.getMessage()
                + "). Run it again: it names such rows",
            it);
      }
      throw e;
    }
    say.accept(
        "The names are as they were before the cutover; a second `rollback` takes the new columns"
            + " away.");
  }

  private void swapBack(Job job, boolean loss, List<String> mark) throws SQLException {
    // What was made while this was built is in the way as much as what was made before.
    var survey = site.inForce(true);
    site.stops(survey);
    var rest = Build.remainingBack(reads, survey, loss);
    if (!rest.isEmpty()) {
      throw new RecipeException(
          "something was made on " + spec.table() + " meanwhile; run it again");
    }
    var moment = Moment.of(reads, survey);
    new ShortTransaction(ddl)
        .run(
            survey.lockedBySwap(),
            database -> {
              moment.check(database, survey);
              site.inForce(database, survey.trigger(), true);
              if (TriggerMark.changed(mark, TriggerMark.of(database, survey))) {
                throw new RecipeException(
                    "the trigger, or its function, was changed meanwhile; run it again");
              }
            },
            new Steps(survey).takeBack(),
            database -> {
              site.jobs(database).phase(job.id(), Phase.BUILT);
              // What was written since need not be the same there and back.
              site.jobs(database).unverified(job.id());
            });
  }

  /** The old column gets its numbers from the sequence again. */
  private void sequences(Survey survey) throws SQLException {
    for (var change : survey.changes()) {
      var sequence = change.facts().sequence();
      var old = WholeNumber.of(change.work().oldType());
      if (sequence.isEmpty() || old.isEmpty()) {
        continue;
      }
      var name = sequence.get().toSql();
      var last =
          reads.read(
              () ->
                  reads.plainRows("SELECT last_value FROM " + name, row -> row.getLong(1)).get(0));
      if (!old.get().holds(last)) {
        throw new RecipeException(
            "the sequence "
                + name
                + " stands at "
                + last
                + ", which "
                + change.work().oldType()
                + " cannot hold: every INSERT that draws from it would fail. Set it to a number that"
                + " is free, with SELECT setval("
                + Database.literal(name).substring(1)
                + ", …). Nothing was done");
      }
    }
  }

  /** Behind a failure the application goes on as it did behind the cutover. */
  private void undo(Survey survey, Throwable failure) {
    try {
      for (var statement : Leftovers.ofTheWayBack(reads, survey)) {
        ddl.execute(statement);
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** The old columns will be the application's again: each row must hold what it shall there. */
  private void values(Survey survey, boolean loss) throws SQLException {
    var steps = new Steps(survey);
    var either =
        survey.changes().stream()
            .map(it -> steps.lost(it) + " OR " + steps.stale(it))
            .collect(Collectors.joining(" OR ", "(", ")"));
    if (!RowCheck.first(reads, survey.target(), either).isEmpty()) {
      for (var change : survey.changes()) {
        stale(survey, steps, change);
        lost(survey, steps, change, loss);
      }
    }
  }

  private void stale(Survey survey, Steps steps, Change change) throws SQLException {
    var stale = RowCheck.all(reads, survey.target(), steps.stale(change), KEYS);
    if (!stale.isEmpty()) {
      stale.tell(say, "hold in the old column what the trigger has not written");
      var column = Identifiers.quote(change.work().mirror().from());
      throw new RecipeException(
          "what was written while the trigger was not in force would be lost. Nothing was done."
              + " Look at these rows: where the new column is right, its value goes to the old"
              + " one by UPDATE "
              + spec.table().toSql()
              + " SET "
              + column
              + " = "
              + column
              + " WHERE "
              + steps.stale(change));
    }
  }

  private void lost(Survey survey, Steps steps, Change change, boolean loss) throws SQLException {
    var lost = RowCheck.all(reads, survey.target(), steps.lost(change), KEYS);
    if (lost.isEmpty()) {
      return;
    }
    var notNull = change.column().notNull();
    if (!loss || notNull) {
      lost.tell(say, "hold a value that the old column cannot hold");
    }
    if (notNull) {
      throw new RecipeException(
          "these values would be lost, and the old column was NOT NULL: there is nothing that could"
              + " stand there in their place. Change them to what "
              + change.work().oldType()
              + " can hold, or delete the rows. Nothing was done");
    }
    if (!loss) {
      throw new RecipeException(
          "these values would be lost; change them, or say --allow-loss. Nothing was done");
    }
  }
}
