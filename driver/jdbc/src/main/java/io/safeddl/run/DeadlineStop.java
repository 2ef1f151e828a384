package io.safeddl.run;

import io.safeddl.jdbc.UnsafeDdlException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the user reads when {@code safeddl.deadline} ends a plan. */
final class DeadlineStop {
  private DeadlineStop() {}

  /** Before a step. */
  static UnsafeDdlException before(int step, List<RunStep> steps) {
    return new UnsafeDdlException(
        "SafeDDL stopped before step "
            + (step + 1)
            + " of "
            + steps.size()
            + ": the deadline (safeddl.deadline) has passed.",
        SqlStates.QUERY_CANCELED,
        List.of());
  }

  /**
   * What is done stays, and the journal knows it: taken back each time, a plan that is longer than
   * the deadline would never come to its end.
   *
   * @param done how many steps
   * @param failure of the step that comes next
   */
  static UnsafeDdlException kept(List<RunStep> steps, int done, UUID run, SQLException failure) {
    var stop =
        new UnsafeDdlException(
            failure.getMessage()
                + "\nPast the deadline (safeddl.deadline) what is done stays, "
                + done
                + " of "
                + steps.size()
                + " steps: "
                + sql(steps.subList(0, done))
                + ". Left to do: "
                + sql(steps.subList(done, steps.size()))
                + ". Run the same migration again, and it goes on there; the step that was cut off"
                + " begins anew. To give it up instead, "
                + howToGiveUp(steps, done)
                + "safeddl-check journal forget --run "
                + run
                + ".",
            SqlStates.QUERY_CANCELED,
            failure);
    Remarks.carry(failure, stop);
    return stop;
  }

  private static String howToGiveUp(List<RunStep> steps, int done) {
    var undo = StepsRun.undoing(steps, done - 1);
    return undo.isEmpty() ? "" : "take back what is done (" + undo + "), then ";
  }

  private static String sql(List<RunStep> steps) {
    return steps.stream().map(s -> s.step().sql()).collect(Collectors.joining("; "));
  }
}
