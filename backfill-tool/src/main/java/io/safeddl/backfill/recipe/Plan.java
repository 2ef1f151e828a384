package io.safeddl.backfill.recipe;

import io.safeddl.backfill.mirror.Drift;
import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.state.Phase;
import io.safeddl.backfill.state.SpecJobs;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.target.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The phases as migrations for another tool, to be reviewed and committed: those that are left,
 * where some are done.
 */
public final class Plan {
  private final PlanTool tool;
  private final Survey survey;
  private final Steps steps;
  private final PlanBlocks blocks;
  private final PlanBuild wanted;
  private final PlanBuild left;

  /**
   * A plan.
   *
   * @param wanted all that has to be there before the cutover
   * @param left what of it is not there yet
   */
  private Plan(
      PlanTool tool, Survey survey, PlanBlocks blocks, List<String> wanted, List<String> left) {
    this.tool = tool;
    this.survey = survey;
    this.steps = new Steps(survey);
    this.blocks = blocks;
    this.wanted = new PlanBuild(wanted);
    this.left = new PlanBuild(left);
  }

  /**
   * The migrations, as the files of a tool: their names and their texts, in the order in which they
   * run.
   *
   * @param say hears what the preflight has found
   * @throws RecipeException where it has found a reason not to begin
   */
  public static Map<String, String> files(
      Database database, StateSchema schema, Spec spec, PlanOptions options, Consumer<String> say)
      throws SQLException {
    return PlanFiles.of(of(database, schema, spec, options, say), options);
  }

  /**
   * The migrations, in order.
   *
   * @param say hears what the preflight has found
   * @throws RecipeException where it has found a reason not to begin
   */
  static List<PlanPart> of(
      Database database, StateSchema schema, Spec spec, PlanOptions options, Consumer<String> say)
      throws SQLException {
    var survey = Survey.read(database, spec);
    var jobs = new SpecJobs(database, schema);
    // Throws where the spec has come to want something else than its job.
    jobs.own(spec);
    var blocks = new PlanBlocks(PlanSince.of(database, survey), schema, options.small());
    if (survey.swapped()) {
      say.accept("The names are swapped already: what is left is to contract.");
      return List.of(new Plan(options.tool(), survey, blocks, List.of(), List.of()).contract());
    }
    var all = Build.all(survey);
    if (survey.expanded()) {
      var drift = Drift.of(database, survey.trigger());
      if (!drift.isEmpty()) {
        throw new RecipeException(
            "the columns are there, but the mirror is not in force:" + Names.lines(drift));
      }
      var stops = Preflight.since(database, survey, jobs.others(spec));
      if (!stops.isEmpty()) {
        throw new RecipeException(
            "what has come since the expand stops it:"
                + Names.lines(stops.stream().map(Finding::text).toList()));
      }
      say.accept("The columns and the trigger are in place already.");
      var parts =
          new Plan(options.tool(), survey, blocks, all, Build.remaining(database, survey)).parts();
      return parts.subList(1, parts.size());
    }
    Preflight.require(database, survey, jobs.others(spec), options.consents(), say);
    return new Plan(options.tool(), survey, blocks, all, all).parts();
  }

  private List<PlanPart> parts() {
    return List.of(expand(), fill(), build(), cutover(), contract());
  }

  private PlanPart expand() {
    return part(
            "expand",
            true,
            brief(steps.expand()),
            "The new columns, and the trigger that keeps them right from here on.")
        .with(
            part(
                "expand",
                true,
                dropping(steps.rollback(), Phase.ROLLEDBACK),
                "The new columns go, with the trigger and all that was built on them."));
  }

  private PlanPart fill() {
    var fill = new ArrayList<PlanStep>();
    if (tool == PlanTool.FLYWAY && left.concurrent()) {
      fill.add(PlanStep.brief(PlanBlocks.notWaitedFor()));
    }
    fill.add(
        PlanStep.brief(blocks.fill())
            .allow("many-rows-written", "it writes where the table is small, as it asks before"));
    return part(
            "fill",
            true,
            fill,
            "A small table is filled here. A large one is filled by `safeddl-backfill run` before:",
            "this fails as long as it is not, and what comes after it then waits.")
        .with(nothing("fill"));
  }

  private PlanPart build() {
    return part(
            "build",
            false,
            left.steps(),
            "On the new columns what the old ones have. Nobody is stopped meanwhile; each statement",
            "stands for itself, and all of it can be run again where it has failed.")
        .with(nothing("build"));
  }

  private PlanPart cutover() {
    var swap = allowed(blocks.cutover());
    var back = new ArrayList<PlanStep>();
    // An earlier try may have left it, and the rows that it refuses are those that are found here.
    steps.unguard().forEach(it -> back.add(PlanStep.brief(it)));
    back.add(PlanStep.brief(blocks.nothingLost()));
    for (var step : new PlanBuild(Build.allBack(survey)).steps()) {
      // Of a table that a block has changed the check does not know the CHECK before it.
      back.add(
          PlanStep.has(PlanStep.tokens(step.sql()), "set", "not")
              ? step.allow("set-not-null", "the CHECK before it has proved it")
                  .allow("new-constraint", "the trigger fulfils it")
              : step);
    }
    var key = survey.attached().stream().anyMatch(it -> it.kind() == Attached.Kind.PRIMARY_KEY);
    var takeBack = allowed(blocks.takeBack());
    back.add(key ? takeBack.allow("unknown-effect", "the key's index is built above") : takeBack);
    return part(
            "cutover",
            true,
            List.of(PlanStep.brief(blocks.proof(wanted)), swap),
            "The names are swapped, and the trigger writes the other way. First comes the proof:",
            "without it nothing happens. The application must be able to read the new type by now.")
        .with(part("cutover", false, back, "The names as they were before the cutover."));
  }

  private PlanPart contract() {
    return part(
        "contract",
        true,
        dropping(steps.contract(), Phase.CONTRACTED),
        "The trigger and the old columns go. There is no way back from here: release it when the",
        "new columns have proved themselves, and not together with the cutover.");
  }

  private static PlanPart nothing(String name) {
    return part(
        name,
        true,
        List.of(PlanStep.NOTHING),
        "Nothing: what was made goes with the columns, when the expand is taken back.");
  }

  private List<PlanStep> dropping(List<String> statements, Phase phase) {
    var tables = survey.lockedByDrop();
    var lock =
        PlanStep.brief(PlanBlocks.lock(tables))
            .allow("lock-table", "for an instant, and before anything else is locked");
    var all = new ArrayList<PlanStep>();
    all.add(lock);
    for (var statement : statements) {
      var step = PlanStep.brief(statement);
      all.add(
          PlanStep.has(PlanStep.tokens(statement), "drop", "column")
              ? step.allow("drop-column", "a trigger alone writes it; nobody reads it")
              : step);
    }
    all.add(PlanStep.brief(blocks.noted(phase)));
    return all;
  }

  private static PlanStep allowed(String swap) {
    return PlanStep.brief(swap).allow("lock-table", "for the swap of the names alone");
  }

  private static List<PlanStep> brief(List<String> statements) {
    return statements.stream().map(PlanStep::brief).toList();
  }

  private static PlanPart part(
      String name, boolean transaction, List<PlanStep> steps, String... about) {
    return new PlanPart(name, Stream.of(about).toList(), transaction, steps, Optional.empty());
  }
}
