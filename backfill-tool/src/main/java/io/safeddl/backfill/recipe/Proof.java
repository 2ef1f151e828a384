package io.safeddl.backfill.recipe;

import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.JobTable;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.Leaf;
import io.safeddl.backfill.target.Probe;
import io.safeddl.backfill.target.TargetReader;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/** What was found when the rows were compared, and whether it says anything about them now. */
final class Proof {
  private static final int KEYS = 10;

  private final Database reads;
  private final Survey survey;
  private final JobTable jobs;
  private final Consumer<String> say;

  Proof(Database reads, StateSchema schema, Survey survey, Consumer<String> say) {
    this.reads = reads;
    this.survey = survey;
    this.jobs = new JobTable(reads, schema);
    this.say = say;
  }

  /**
   * Makes it whole again where partitions have come since: they are compared here. Where the
   * trigger was changed it is withdrawn, since rows may have been written that it has not seen.
   *
   * @return the job as it is then
   */
  Job complete(Job job) throws SQLException {
    if (job.verifiedAt().isEmpty()) {
      return job;
    }
    var mark = TriggerMark.of(reads, survey);
    if (TriggerMark.changed(job.mirror(), mark)) {
      say.accept(
          "The trigger, or its function, was changed since the rows were compared: disabled for a"
              + " while, perhaps. They have to be compared again.");
      jobs.unverified(job.id());
      return jobs.byId(job.id());
    }
    var leaves = TriggerMark.unknown(job.mirror(), leaves(reads, survey));
    if (leaves.isEmpty()) {
      return job;
    }
    for (var leaf : leaves) {
      say.accept(leaf.name() + " has come since the rows were compared; its rows are, now.");
    }
    var result =
        RowCheck.of(reads, survey.target(), leaves, Probe.work(survey.works()).pending(), KEYS);
    if (!result.isEmpty()) {
      result.tell(say, "differ");
    }
    jobs.verified(job.id(), result.rows(), TriggerMark.kept(job.mirror(), mark), true);
    return jobs.byId(job.id());
  }

  /** Whether nothing has come, and nothing has changed, since the rows were compared. */
  static boolean stands(Database database, Survey survey, Job job) throws SQLException {
    return !TriggerMark.changed(job.mirror(), TriggerMark.of(database, survey))
        && TriggerMark.unknown(job.mirror(), leaves(database, survey)).isEmpty();
  }

  private static List<Leaf> leaves(Database database, Survey survey) throws SQLException {
    return TargetReader.leaves(database, survey.target().oid());
  }
}
