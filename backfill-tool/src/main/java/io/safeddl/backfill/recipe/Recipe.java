package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.Drift;
import io.safeddl.backfill.mirror.MirrorTrigger;
import io.safeddl.backfill.spec.Mirror;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.PassTable;
import io.safeddl.backfill.state.Phase;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.state.WorkTables;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Probe;
import io.safeddl.backfill.target.RowSecurity;
import io.safeddl.backfill.target.RowWork;
import io.safeddl.backfill.target.Target;
import io.safeddl.backfill.target.TargetReader;
import java.sql.SQLException;
import java.time.Duration;
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
  private final Site site;

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
    this.site = new Site(reads, schema, spec, text);
  }

  /**
   * The columns and the trigger.
   *
   * @throws RecipeException where the preflight has found a reason not to begin
   */
  public void expand(Consents consents) throws SQLException {
    var survey = site.survey();
    if (survey.swapped()) {
      throw new RecipeException(
          "the names are swapped already: what is left is `contract`, or `rollback`");
    }
    if (survey.expanded() && Drift.of(reads, survey.trigger()).isEmpty()) {
      site.job(survey);
      say.accept("The columns and the trigger are in place already.");
      return;
    }
    Preflight.require(reads, survey, site.others(), consents, say);
    schema.create(reads);
    var moment = Moment.of(reads, survey);
    new ShortTransaction(ddl)
        .run(
            List.of(spec.table()),
            database -> moment.check(database, survey),
            new Steps(survey).expand(),
            database -> begin(site.jobs(database), survey));
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
    build(OtherBuilds.PATIENCE);
  }

  /**
   * The same.
   *
   * @param patience how long to wait where somebody else builds an index of the table
   */
  void build(Duration patience) throws SQLException {
    new OtherBuilds(reads, site.survey().target()).await(patience, say);
    var survey = site.inForce(false);
    var job = site.job(survey);
    if (job.filledAt().isEmpty()) {
      throw new RecipeException(
          "the rows are not filled yet, and an index would make that slower; `run` to its end"
              + " first");
    }
    site.stops(survey);
    try {
      for (var statement : Build.remaining(reads, survey)) {
        say.accept(statement);
        ddl.execute(statement);
      }
    } catch (SQLException | RuntimeException e) {
      undo(survey, e);
      throw e;
    }
    site.jobs(reads).phase(job.id(), Phase.BUILT);
    site.tellDetached(survey, job, say);
    say.accept("What the new columns need is built; the next phase is `verify`.");
  }

  /** A constraint that not all rows satisfy would refuse writes that were right until now. */
  private void undo(Survey survey, Throwable failure) {
    try {
      for (var statement : Leftovers.ofBuild(reads, survey)) {
        say.accept(statement);
        ddl.execute(statement);
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** The same, with nobody who looks. */
  public long verify() throws SQLException {
    return verify(reading());
  }

  /** What says how far a comparison has come. */
  public Reading reading() {
    return new Reading(spec.table());
  }

  /**
   * Compares every row.
   *
   * @param reading says meanwhile how far it has come
   * @return how many differ
   */
  public long verify(Reading reading) throws SQLException {
    if (spec.fill().isPresent()) {
      var target = TargetReader.require(reads, spec.table());
      var work = Probe.work(reads, target, spec.fill().get());
      var result = RowCheck.all(reads, target, work.pending(), KEYS, reading);
      tell(result, "still want to be filled");
      return result.rows();
    }
    var survey = site.inForce(false);
    var job = site.job(survey);
    var mark = TriggerMark.of(reads, survey);
    var result =
        RowCheck.all(reads, survey.target(), Probe.work(survey.works()).pending(), KEYS, reading);
    // Meanwhile nobody must have taken the trigger away.
    var after = site.inForce(false);
    if (TriggerMark.changed(mark, TriggerMark.of(reads, after))) {
      throw new RecipeException(
          "the trigger, or its function, was changed while the rows were compared; run it again");
    }
    site.jobs(reads)
        .verified(
            job.id(),
            result.rows(),
            TriggerMark.kept(job.mirror(), mark),
            TriggerMark.changed(job.mirror(), mark)
                || !TriggerMark.unknown(job.mirror(), after.target().leaves()).isEmpty());
    tell(result, "differ");
    if (!result.isEmpty()) {
      say.accept("`run` walks the table again and puts them right; then `verify` again.");
    }
    return result.rows();
  }

  /**
   * Looks whether anything is left to do.
   *
   * @return true where a row is found that still wants it
   */
  public boolean pending() throws SQLException {
    var fill = spec.fill();
    var target =
        fill.isPresent() ? TargetReader.require(reads, spec.table()) : site.inForce(false).target();
    var work =
        fill.isPresent()
            ? Probe.work(reads, target, fill.get())
            : Probe.work(site.survey().works());
    var result = RowCheck.first(reads, target, work.pending());
    tell(result, "or more are left");
    return !result.isEmpty();
  }

  private void tell(RowCheck.Result result, String what) {
    if (result.isEmpty()) {
      say.accept("Every row is right.");
    } else {
      result.tell(say, what);
    }
  }

  /** The same, with the patience of a migration. */
  public void cutover() throws SQLException {
    cutover(OldSnapshots.PATIENCE);
  }

  /**
   * The names are swapped, once every row is known to be right.
   *
   * @param patience how long to wait for transactions that began before the rows were filled
   */
  public void cutover(Duration patience) throws SQLException {
    var survey = site.inForce(false);
    var job = new Proof(reads, schema, survey, say).complete(site.job(survey));
    var reasons = notReady(job);
    for (var missing : Build.missing(reads, survey)) {
      reasons.add(missing + " is not built: `build`");
    }
    if (!reasons.isEmpty()) {
      throw new RecipeException("the cutover must wait:" + Names.lines(reasons));
    }
    site.stops(survey);
    var snapshots = new OldSnapshots(reads, job.filledXid());
    snapshots.await(patience, say);
    var moment = Moment.of(reads, survey);
    new ShortTransaction(ddl)
        .run(
            survey.lockedBySwap(),
            database -> {
              moment.check(database, survey);
              site.inForce(database, survey.trigger(), false);
              var now = site.jobs(database).byId(job.id());
              if (!notReady(now).isEmpty() || !Proof.stands(database, survey, now)) {
                throw new RecipeException(
                    "somebody has found that rows are wrong, or has changed the trigger; run it"
                        + " again");
              }
              snapshots.check(database);
            },
            new Steps(survey).cutover(),
            database -> site.jobs(database).phase(job.id(), Phase.CUTOVER));
    site.tellDetached(survey, job, say);
    say.accept(
        "The names are swapped. The application writes the new columns now; the old ones follow,"
            + " until `contract`.");
  }

  private static List<String> notReady(Job job) {
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
    return reasons;
  }

  /** The old columns go. */
  public void contract() throws SQLException {
    // Whether the old columns are still right does not matter any more.
    var survey = site.survey(true);
    site.droppable(survey, spec.mirrors().stream().map(Mirror::old).toList());
    var job = site.job(survey);
    var moment = Moment.of(reads, survey);
    new ShortTransaction(ddl)
        .run(
            survey.lockedByDrop(),
            database -> moment.check(database, survey),
            new Steps(survey).contract(),
            database -> site.jobs(database).phase(job.id(), Phase.CONTRACTED));
    site.tellDetached(survey, job, say);
    say.accept("The old columns and the trigger are gone: it is done.");
  }

  /**
   * One step back: behind the cutover it is taken back, before it the new columns go.
   *
   * @param loss whether values may be lost that the old type cannot hold
   */
  public void rollback(boolean loss) throws SQLException {
    new WayBack(reads, ddl, schema, spec, site, say).go(loss);
  }

  /**
   * What a run has to know of a mirror that is in force.
   *
   * @param trigger has to stay in force
   */
  public record Filling(Target target, Job job, RowWork work, MirrorTrigger trigger) {}

  /**
   * What has to be filled; with a job of its own.
   *
   * @param again whether what is filled already shall be walked once more; it is in any case where
   *     a partition has come since
   */
  public static Filling filling(
      Database database, StateSchema schema, Spec spec, String text, boolean again)
      throws SQLException {
    var site = new Site(database, schema, spec, text);
    var survey = site.inForce(false);
    RowSecurity.require(database, survey.target());
    var job = site.job(survey);
    WorkTables.create(database, schema);
    site.jobs(database).mirror(job.id(), TriggerMark.of(database, survey));
    var passes = new PassTable(database, schema, job.id());
    if (again || passes.unwalked(survey.target().oid()).stream().anyMatch(it -> it.blocks() > 0)) {
      site.jobs(database).filled(job.id(), false);
      job = site.jobs(database).byId(job.id());
    }
    return new Filling(survey.target(), job, Probe.work(survey.works()), survey.trigger());
  }

  /**
   * Makes sure that a mirror is still in force.
   *
   * @throws RecipeException where it is not; the rows then count as not filled
   */
  public static void inForce(
      Database database, StateSchema schema, Spec spec, MirrorTrigger trigger) throws SQLException {
    new Site(database, schema, spec, "").inForce(database, trigger, false);
  }

  /** What of the mirror is not as the spec wants it, in words. */
  public static List<String> drift(Database database, StateSchema schema, Spec spec)
      throws SQLException {
    return new DriftReport(database, schema, spec).differences();
  }
}
