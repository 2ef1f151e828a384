package io.safeddl.backfill.run;

import io.safeddl.backfill.spec.Spec;
import io.safeddl.backfill.state.Job;
import io.safeddl.backfill.state.StateSchema;
import io.safeddl.backfill.target.Database;
import io.safeddl.backfill.target.RowWork;
import io.safeddl.backfill.target.Target;
import java.sql.SQLException;

/**
 * What a run has to do.
 *
 * @param work what is done to each row
 * @param guard says whether it may be done
 */
public record Task(
    Spec spec, Target target, Job job, RowWork work, StateSchema schema, Guard guard) {
  /** Says whether rows may be written. Asked before each pass. */
  @FunctionalInterface
  public interface Guard {
    /**
     * Looks.
     *
     * @throws io.safeddl.backfill.state.StateException why they may not
     */
    void check(Database database) throws SQLException;
  }

  /** True where nothing is left to do: what is filled and mirrored stays right. */
  public boolean isDone() {
    return mirrored() && job.filledAt().isPresent();
  }

  /** True where a trigger keeps right what the walk has passed. */
  boolean mirrored() {
    return spec.fill().isEmpty();
  }
}
