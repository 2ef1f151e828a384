package io.safeddl.check.output;

import io.safeddl.check.judge.Judgement;
import io.safeddl.check.judge.Located;
import io.safeddl.check.trace.Fault;
import io.safeddl.check.trace.Trace;
import io.safeddl.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told.
 *
 * @param judgement what was found, without what is known already
 * @param known how many findings the baseline holds, which are not told again
 * @param remarks what else the user should know, a sentence each
 * @param failOn what makes the check fail
 * @param trace what a scratch server did; null where none was asked
 */
public record Report(
    Judgement judgement, int known, List<String> remarks, FailOn failOn, @Nullable Trace trace) {
  public Report {
    remarks = List.copyOf(remarks);
  }

  /** One without a trace. */
  public Report(Judgement judgement, int known, List<String> remarks, FailOn failOn) {
    this(judgement, known, remarks, failOn, null);
  }

  /** This, with a trace, and what that has to say for the end of every form. */
  public Report with(@Nullable Trace other) {
    if (other == null) {
      return this;
    }
    var more = new ArrayList<>(remarks);
    more.add(other.summary());
    more.addAll(other.remarks());
    return new Report(judgement, known, more, failOn, other);
  }

  /** How many findings there are of this severity. */
  long count(Severity severity) {
    return judgement.findings().stream().filter(it -> it.finding().severity() == severity).count();
  }

  /** True where this finding makes the check fail. */
  boolean fails(Located found) {
    return failOn.counts(found.finding().severity());
  }

  /** Why the trace makes the check fail; none where none was asked. */
  List<Fault> faults() {
    return trace == null ? List.of() : trace.faults();
  }

  /** True where the check has failed. */
  public boolean fails() {
    return judgement.findings().stream().anyMatch(this::fails) || (trace != null && trace.fails());
  }

  /** True where some of what the files hold was not judged. */
  public boolean isPartial() {
    return judgement.unread() > 0 || !judgement.notes().isEmpty();
  }
}
