package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.Drift;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.Phase;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Probe;
import io.safeddl.backfill.target.TargetReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Carries out the phases of one spec. Each one looks first at what is there, so that it can be run
 * again after any failure; each takes its locks through the driver, which waits for them without
 * making anybody wait behind it.
 */
public final class Recipe {
  private static final int KEYS = 10;

  private final Database reads;
  private final Database ddl;
  private final StateSchema schema;
  private final Spec spec;
  private final String text;
  private final Consumer<String> say;

  /**
   * A recipe.
   *
   * @param reads a session through plain pgjdbc
   * @param ddl a session through the driver
   * @param text of the spec file
   * @param say hears what is found and done, line by line
   */
  public Recipe(
      Database reads,
      Database ddl,
      StateSchema schema,
      Spec spec,
      String text,
      Consumer<String> say) {
    this.reads = reads;
    this.ddl = ddl;
    this.schema = schema;
    this.spec = spec;
    this.text = text;
    this.say = say;
  }

  /**
   * The columns and the trigger.
   *
   * @throws RecipeException where the preflight has found a reason not to begin
   */
  public void expand(Consents consents) throws SQLException {
    var survey = Survey.read(reads, spec);
    if (survey.swapped()) {
      throw new RecipeException("the names are swapped already: the next phase is `contract`");
    }
    if (survey.expanded() && Drift.of(reads, survey.trigger()).isEmpty()) {
      schema.create(reads);
      job(survey);
      say.accept("The columns and the trigger are in place already.");
      return;
    }
    Preflight.require(reads, survey, consents, say);
    schema.create(reads);
    new ShortTransaction(ddl)
        .run(
            List.of(spec.table()),
            database -> {},
            new Steps(survey).expand(),
            database -> begin(jobs(database), survey));
    say.accept("The columns and the trigger are in place; the next phase is `run`.");
  }

  /** Where a job is left whose columns somebody has dropped, it is over. */
  private void begin(JobTable jobs, Survey survey) throws SQLException {
    var left = jobs.current(spec.table(), spec.written());
    if (left.isPresent()) {
      jobs.phase(left.get().id(), Phase.ROLLEDBACK);
    }
    jobs.begin(spec.table(), survey.target().oid(), spec.written(), text);
  }

  /** Indexes and constraints on the new columns, without stopping anybody. */
  public void build() throws SQLException {
    var survey = inForce(false);
    var job = job(survey);
    if (job.filledAt().isEmpty()) {
      throw new RecipeException(
          "the rows are not filled yet, and an index would make that slower; `run` to its end"
              + " first");
    }
    build(Build.remaining(reads, survey));
    jobs(reads).phase(job.id(), Phase.BUILT);
    say.accept("What the new columns need is built; the next phase is `verify`.");
  }

  private void build(List<String> statements) throws SQLException {
    for (var statement : statements) {
      say.accept(statement);
      ddl.execute(statement);
    }
  }

  /**
   * Compares every row.
   *
   * @return how many differ
   */
  public long verify() throws SQLException {
    if (spec.fill().isPresent()) {
      var target =
          TargetReader.read(reads, spec.table())
              .orElseThrow(() -> new RecipeException("there is no table " + spec.table()));
      var work = Probe.work(reads, target, spec.fill().get());
      var result = RowCheck.all(reads, target, work.pending(), KEYS);
      tell(result, "still want to be filled");
      return result.rows();
    }
    var survey = inForce(false);
    var job = job(survey);
    var result = RowCheck.all(reads, survey.target(), Probe.work(survey.works()).pending(), KEYS);
    // Meanwhile nobody must have taken the trigger away.
    inForce(false);
    jobs(reads).verified(job.id(), result.rows());
    tell(result, "differ");
    return result.rows();
  }

  /**
   * Looks whether anything is left to do.
   *
   * @return true where a row is found that still wants it
   */
  public boolean pending() throws SQLException {
    var target =
        TargetReader.read(reads, spec.table())
            .orElseThrow(() -> new RecipeException("there is no table " + spec.table()));
    var work =
        spec.fill().isPresent()
            ? Probe.work(reads, target, spec.fill().get())
            : Probe.work(inForce(false).works());
    var result = RowCheck.first(reads, target, work.pending());
    tell(result, "or more are left");
    return result.rows() > 0;
  }

  private void tell(RowCheck.Result result, String what) {
    if (result.rows() == 0) {
      say.accept("Every row is right.");
      return;
    }
    say.accept(result.rows() + " rows " + what + "; the first of them:");
    result.keys().forEach(key -> say.accept("  " + key));
  }

  /** The names are swapped, once every row is known to be right. */
  public void cutover() throws SQLException {
    var survey = inForce(false);
    var job = job(survey);
    var reasons = new ArrayList<String>();
    if (job.filledAt().isEmpty()) {
      reasons.add("the rows are not filled: `run` to its end");
    }
    if (job.verifiedAt().isEmpty()) {
      reasons.add("the rows are not compared: `verify`");
    } else if (job.differences().orElse(0L) > 0) {
      reasons.add(
          job.differences().get() + " rows differed when they were last compared: `verify` again");
    }
    for (var missing : Build.missing(reads, survey)) {
      reasons.add(missing + " is not built: `build`");
    }
    if (!reasons.isEmpty()) {
      throw new RecipeException("the cutover must wait:" + Names.lines(reasons));
    }
    new ShortTransaction(ddl)
        .run(
            survey.lockedBySwap(),
            database -> inForce(database, survey),
            new Steps(survey).cutover(),
            database -> jobs(database).phase(job.id(), Phase.CUTOVER));
    say.accept(
        "The names are swapped. The application writes the new columns now; the old ones follow,"
            + " until `contract`.");
  }

  /** The old columns go. */
  public void contract() throws SQLException {
    var survey = inForce(true);
    var job = job(survey);
    new ShortTransaction(ddl)
        .run(
            survey.lockedByDrop(),
            database -> {},
            new Steps(survey).contract(),
            database -> jobs(database).phase(job.id(), Phase.CONTRACTED));
    say.accept("The old columns and the trigger are gone: it is done.");
  }

  /**
   * One step back: behind the cutover it is taken back, before it the new columns go.
   *
   * @param loss whether values may be lost that the old type cannot hold
   */
  public void rollback(boolean loss) throws SQLException {
    var survey = Survey.read(reads, spec);
    if (!survey.swapped() && !survey.expanded()) {
      throw new RecipeException("the new columns are not there; there is nothing to take back");
    }
    var job = job(survey);
    if (survey.swapped()) {
      takeBack(inForce(true), job, loss);
      return;
    }
    var entangled = survey.entangled();
    if (entangled.isPresent()) {
      throw new RecipeException(entangled.get());
    }
    new ShortTransaction(ddl)
        .run(
            survey.lockedByDrop(),
            database -> {},
            new Steps(survey).rollback(),
            database -> jobs(database).phase(job.id(), Phase.ROLLEDBACK));
    say.accept("The new columns and the trigger are gone; the table is as it was.");
  }

  private void takeBack(Survey survey, Job job, boolean loss) throws SQLException {
    for (var change : survey.changes()) {
      var condition = new Steps(survey).lost(change);
      var lost = RowCheck.all(reads, survey.target(), condition, KEYS);
      if (lost.rows() > 0 && !loss) {
        tell(lost, "hold a value that the old column cannot hold");
        throw new RecipeException(
            "these values would be lost; change them, or say --allow-loss. Nothing was done");
      }
    }
    // The old column may be null since the cutover; that is undone first, without stopping anybody.
    build(Build.remainingBack(reads, survey));
    new ShortTransaction(ddl)
        .run(
            survey.lockedBySwap(),
            database -> inForce(database, survey),
            new Steps(survey).takeBack(),
            database -> {
              jobs(database).phase(job.id(), Phase.BUILT);
              // What was written since need not be the same there and back.
              jobs(database).unverified(job.id());
            });
    say.accept(
        "The names are as they were before the cutover; a second `rollback` takes the new columns"
            + " away.");
  }

  /** What is there, where it is behind the cutover or before it as it should be. */
  private Survey inForce(boolean swapped) throws SQLException {
    var survey = Survey.read(reads, spec);
    if (survey.swapped() != swapped) {
      throw new RecipeException(
          swapped
              ? "the names are not swapped yet: `cutover` comes first"
              : "the names are swapped already: what is left is `contract`, or `rollback`");
    }
    inForce(reads, survey);
    return survey;
  }

  private static void inForce(Database database, Survey survey) throws SQLException {
    var drift = Drift.of(database, survey.trigger());
    if (!drift.isEmpty()) {
      throw new RecipeException(
          "the mirror is not in force, so rows may have become wrong:" + Names.lines(drift));
    }
  }

  /** The job; begun here where a migration has made the columns. */
  private Job job(Survey survey) throws SQLException {
    schema.create(reads);
    var current = jobs(reads).current(spec.table(), spec.written());
    return current.isPresent()
        ? current.get()
        : jobs(reads).begin(spec.table(), survey.target().oid(), spec.written(), text);
  }

  private JobTable jobs(Database database) {
    return new JobTable(database, schema);
  }

  /** What of the mirror is not as the spec wants it, in words. */
  public static List<String> drift(Database database, Spec spec) throws SQLException {
    return Drift.of(database, Survey.read(database, spec).trigger());
  }
}
